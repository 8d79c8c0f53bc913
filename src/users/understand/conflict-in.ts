import type { Goal, GoalFact } from './goal.ts';
import type { Sentence } from './sentences-of.ts';
import { valueIn } from './value-in.ts';

/** A value in an agent's words that is not the user's. */
export interface Conflict {
  readonly fact: string;
  readonly value: string;
}

/**
 * The first fact of which the sentences hold another value and not the true one: a rival, or after a word of the fact's label something of the same
 * shape, such as `order W1009` for an order number `W1001`. Null when nothing contradicts the facts.
 */
export function conflictIn(goal: Goal, sentences: readonly Sentence[]): Conflict | null {
  const text = sentences.map((one) => one.text).join('\n');
  for (const one of goal.facts) {
    if (valueIn(text, one.value)) continue;
    const value = one.rivals.find((rival) => valueIn(text, rival)) ?? lookalike(one, sentences, goal.facts);
    if (value !== undefined) return { fact: one.fact.id, value };
  }
  return null;
}

/** Only things with digits have a shape that tells them from words. */
function lookalike(
  { valueWords, labelWords }: GoalFact,
  sentences: readonly Sentence[],
  facts: readonly GoalFact[],
): string | undefined {
  const [own, ...more] = valueWords;
  if (own === undefined || more.length > 0 || !/\d/.test(own) || own.length < 4) return undefined;
  const shape = shapeOf(own);
  for (const { words } of sentences)
    for (const [at, word] of words.entries()) {
      const labelled = words.slice(Math.max(0, at - 2), at).some((before) => labelWords.includes(before));
      if (labelled && shapeOf(word) === shape && !facts.some((one) => isWord(one, word))) return word;
    }
  return undefined;
}

function isWord({ valueWords }: GoalFact, word: string): boolean {
  return valueWords.length === 1 && valueWords[0] === word;
}

function shapeOf(word: string): string {
  return word.replace(/\d/g, '9').replace(/\p{L}/gu, 'a');
}
