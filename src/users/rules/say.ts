import { deriveSeed } from '#base';
import type { Persona } from '#schema';
import { type Phrasing, phraseBook } from './phrase-book.ts';

/** A choice among texts that depends only on the seed and on what it is for. */
export function choose<T>(options: readonly T[], seed: number, ...purpose: readonly (string | number)[]): T {
  const chosen = options[deriveSeed(seed, ...purpose) % options.length];
  if (chosen === undefined) throw new RangeError('expected at least one text to choose from');
  return chosen;
}

/** What an act needs to be put into words. */
export interface Speech {
  readonly persona: Persona;
  readonly seed: number;
  /** Makes the choice of words this act's own, such as the turn. */
  readonly purpose: string | number;
  /** What stands for `{name}` in the phrasing. */
  readonly slots: Readonly<Record<string, string>>;
  /** The wording that was used last for such an act; another is taken where there is one. */
  readonly last: string | undefined;
}

/** One act of the user in the persona's words: the wording, and the text with its slots filled. A terse user takes the shortest wording. */
export function say(
  phrasing: Phrasing,
  { persona, seed, purpose, slots, last }: Speech,
): { readonly wording: string; readonly text: string } {
  const texts = phraseBook[phrasing];
  const all = texts[persona.tone] ?? texts.neutral;
  const options = all.length > 1 ? all.filter((one) => one !== last) : all;
  const wording =
    persona.verbosity === 'terse'
      ? options.reduce((shortest, one) => (one.length < shortest.length ? one : shortest))
      : choose(options, seed, 'say', phrasing, purpose);
  return { wording, text: wording.replace(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole) };
}
