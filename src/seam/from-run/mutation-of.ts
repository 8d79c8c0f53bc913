import type { Json } from '#base';
import type { Fault, WrongValue } from '#schema';
import type { JsonPatch } from '../json/json-patch.ts';
import { type Draw, startingAt } from '../mutate/candidate.ts';
import { type Answer, mutateAnswer } from '../mutate/mutate-answer.ts';

/** What recorded results are made into. */
export const mutationOperators = ['truncate', 'delay', 'wrong-value'] as const;
export type MutationOperator = (typeof mutationOperators)[number];

/** A fault that fits a recorded answer, with every parameter said. */
export interface Mutated {
  readonly fault: Fault;
  /** What it does to the recorded answer (RFC 6902), and what undoes it; both empty where the answer only comes late. */
  readonly patch: JsonPatch;
  readonly undo: JsonPatch;
}

const delaysMs = [2000, 5000, 10_000, 20_000];
const ways: readonly WrongValue[] = [
  { by: 'neighbour' },
  { by: 'scale', factor: 10 },
  { by: 'scale', factor: 1.1 },
  { by: 'date', days: 1 },
  { by: 'unit' },
];

/** How an operator changes a recorded answer; null where it cannot, or where a wrong value could not be told from others. */
export function mutationOf(
  operator: MutationOperator,
  answer: Answer,
  draw: Draw,
  isRare: (value: Json) => boolean,
): Mutated | null {
  switch (operator) {
    case 'delay': {
      const ms = delaysMs[Math.floor(draw('delay') * delaysMs.length)] ?? 2000;
      return { fault: { kind: 'delay', ms, phase: 'post' }, patch: [], undo: [] };
    }
    case 'truncate':
      return tried({ kind: 'truncate', keep: Math.round((0.3 + draw('cut') * 0.5) * 100) / 100 }, answer, draw, isRare);
    case 'wrong-value':
      return wrongValue(answer, draw, isRare);
  }
}

// First the place is found, then it is named: the fresh run must meet the same wrong value and not another draw's.
function wrongValue(answer: Answer, draw: Draw, isRare: (value: Json) => boolean): Mutated | null {
  for (const mutate of startingAt(ways, draw('way'))) {
    const found = tried({ kind: 'wrong-value', mutate }, answer, draw, isRare);
    const path = found?.patch[0]?.path;
    const named = path === undefined ? null : tried({ kind: 'wrong-value', path, mutate }, answer, draw, isRare);
    if (named !== null) return named;
  }
  return null;
}

function tried(fault: Fault, answer: Answer, draw: Draw, isRare: (value: Json) => boolean): Mutated | null {
  const mutation = mutateAnswer(answer, fault, { draw, isRare, accepts: () => true, earlier: [] });
  if (typeof mutation === 'string' || mutation.ambiguous) return null;
  return { fault, patch: mutation.patch, undo: mutation.undo };
}
