import type { Json } from '#base';
import type { JsonPatch } from '../json/json-patch.ts';
import { jsonPlaces } from '../json/json-places.ts';

type Leaf = string | number;

/** The leaves that tell a changed answer from the true one. */
export interface ChangedLeaves {
  readonly wrong: readonly Leaf[];
  readonly right: readonly Leaf[];
}

/** Which of the two the agent went on with, in its calls or its words. */
export interface ValueTraces {
  readonly usedWrong: boolean;
  readonly usedRight: boolean;
}

const mostLeaves = 50;

/**
 * The leaves that a fault put in, and those it took out. Truth values, small whole numbers and short texts are left out: meeting them again proves
 * nothing; and so are leaves that are on both sides.
 */
export function changedLeaves(patch: JsonPatch, undo: JsonPatch): ChangedLeaves {
  const wrong = leavesOf(patch);
  const right = leavesOf(undo);
  return {
    wrong: wrong.filter((leaf) => !right.includes(leaf)).slice(0, mostLeaves),
    right: right.filter((leaf) => !wrong.includes(leaf)).slice(0, mostLeaves),
  };
}

function leavesOf(patch: JsonPatch): Leaf[] {
  return patch.flatMap((operation) => ('value' in operation ? tellingLeaves(operation.value) : []));
}

function tellingLeaves(value: Json): Leaf[] {
  return jsonPlaces(value).flatMap(({ value: leaf }) => (isTelling(leaf) ? [leaf] : []));
}

function isTelling(leaf: Json): leaf is Leaf {
  if (typeof leaf === 'string') return leaf.trim().length >= 4;
  return typeof leaf === 'number' && !(Number.isInteger(leaf) && Math.abs(leaf) < 10);
}

/**
 * Looks for the leaves in what the agent did and said afterwards. Numbers are met as numbers, however they are written out.
 *
 * @param given the arguments of later calls
 * @param words what the agent said later
 */
export function valueTraces({ wrong, right }: ChangedLeaves, given: readonly Json[], words: string): ValueTraces {
  const texts = new Set<string>();
  const numbers = new Set<number>(numbersIn(words));
  for (const { value } of given.flatMap(jsonPlaces)) {
    if (typeof value === 'number') numbers.add(value);
    if (typeof value !== 'string') continue;
    texts.add(value.toLowerCase());
    for (const number of numbersIn(value)) numbers.add(number);
  }
  const spoken = words.toLowerCase();
  const met = (leaf: Leaf): boolean => {
    if (typeof leaf === 'number') return numbers.has(leaf);
    const text = leaf.trim().toLowerCase();
    return texts.has(text) || spoken.includes(text);
  };
  return { usedWrong: wrong.some(met), usedRight: right.some(met) };
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/-?\d[\d,]{0,20}(?:\.\d{1,20})?/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
}
