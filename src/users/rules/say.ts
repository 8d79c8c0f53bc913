import { deriveSeed } from '#base';
import type { Persona } from '#schema';
import { type Phrasing, phraseBook } from './phrase-book.ts';

/** A choice among texts that depends only on the seed and on what it is for. */
export function choose<T>(options: readonly T[], seed: number, ...purpose: readonly (string | number)[]): T {
  const chosen = options[deriveSeed(seed, ...purpose) % options.length];
  if (chosen === undefined) throw new RangeError('expected at least one text to choose from');
  return chosen;
}

/**
 * One act of the user in the persona's words.
 *
 * @param slots what stands for `{name}` in the phrasing
 * @param purpose makes the choice of words this act's own, such as the turn
 */
export function say(
  phrasing: Phrasing,
  persona: Persona,
  seed: number,
  purpose: string | number,
  slots: Readonly<Record<string, string>> = {},
): string {
  const texts = phraseBook[phrasing];
  const options = texts[persona.tone] ?? texts.neutral;
  const text = choose(options, seed, 'say', phrasing, purpose);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);
}
