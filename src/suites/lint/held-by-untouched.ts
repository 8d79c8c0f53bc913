import { canonicalJson, type Json, valueAt } from '#base';
import type { Check, Expectation } from '#schema';

/**
 * Whether a check holds of a trial in which nothing was said and nothing done.
 *
 * @param initial the world's beginning, null where it is not known
 * @returns `open` where that depends on a judge or on a world that is not known
 */
export function heldByUntouched(check: Check, initial: Json | null): 'held' | 'broken' | 'open' {
  switch (check.check) {
    case 'final-state':
      return stateHeld(check.expect, initial);
    case 'tool-calls':
      return check.required.some(({ atLeast }) => atLeast > 0) || check.order.length > 0 ? 'broken' : 'held';
    case 'says':
      return check.must.length + check.matches.length > 0 || check.schema !== undefined ? 'broken' : 'held';
    case 'rubric':
    case 'scorecard':
      return 'open';
    default:
      return 'held';
  }
}

function stateHeld(expect: readonly Expectation[], initial: Json | null): 'held' | 'broken' | 'open' {
  if (expect.length === 0) return 'held';
  if (initial === null) return 'open';
  return expect.every((expectation) => holds(expectation, valueAt(initial, expectation.path))) ? 'held' : 'broken';
}

function holds({ equals, oneOf, absent, atLeast, atMost }: Expectation, value: Json | undefined): boolean {
  if (absent !== undefined) return value === undefined;
  if (value === undefined) return false;
  if (equals !== undefined) return same(equals, value);
  if (oneOf !== undefined) return oneOf.some((one) => same(one, value));
  if (typeof value !== 'number') return false;
  return atLeast === undefined ? value <= (atMost ?? Number.POSITIVE_INFINITY) : value >= atLeast;
}

function same(left: Json, right: Json): boolean {
  return canonicalJson(left) === canonicalJson(right);
}
