import { wordsOf } from './words-of.ts';

/** A phrase to look for: parts that follow each other, each a run of words. `...` in the author's text is a gap of any words. */
export type Phrase = readonly (readonly string[])[];

/**
 * A phrase as an author writes it. Case, punctuation, plural and quotes do not count; `...` stands for any words of the same sentence.
 *
 * @example phraseOf('order ... cancelled') // [['order'], ['cancelled']]
 */
export function phraseOf(text: string): Phrase {
  return text
    .split(/\.\.\.|…/)
    .map(wordsOf)
    .filter((part) => part.length > 0);
}

/** Where the last part of a phrase begins among the words of a sentence; -1 where it does not occur. An empty phrase occurs nowhere. */
export function findPhrase(words: readonly string[], phrase: Phrase): number {
  let at = -1;
  let from = 0;
  for (const part of phrase) {
    at = findRun(words, part, from);
    if (at < 0) return -1;
    from = at + part.length;
  }
  return at;
}

/** Whether all words of a phrase stand near each other, in any order: within three words more than it has. */
export function nearby(words: readonly string[], phrase: Phrase): boolean {
  const wanted = phrase.flat();
  if (wanted.length < 2) return findPhrase(words, phrase) >= 0;
  const width = wanted.length + 3;
  return words.some(
    (word, at) => wanted.includes(word) && wanted.every((other) => words.slice(at, at + width).includes(other)),
  );
}

function findRun(words: readonly string[], run: readonly string[], from: number): number {
  for (let at = from; at + run.length <= words.length; at++)
    if (run.every((word, offset) => words[at + offset] === word)) return at;
  return -1;
}
