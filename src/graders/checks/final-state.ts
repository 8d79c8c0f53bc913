import { canonicalJson, type Json, valueAt } from '#base';
import type { Check, Evidence, Expectation } from '#schema';
import type { StateChange } from '#worlds';
import { codeGrader } from '../code-grader.ts';
import { evidenceOf, failedBy, notScored } from '../finding.ts';
import type { Grader, WorldEnd } from '../grader.ts';
import { quoteStart } from '../quote-start.ts';
import { sameNumber } from '../same-number.ts';
import { sameValue } from '../same-value.ts';
import { coversPlace } from '../state/covers-place.ts';
import { leafChanges } from '../state/leaf-changes.ts';

type FinalStateCheck = Extract<Check, { check: 'final-state' }>;

/**
 * Grades the world as it was at the end. Evidence: each place that differs, what was expected there and what was found.
 *
 * Values are equal when their JSON is, types included; numbers but for rounding. Not scored (`no-world`) for agents that bring their own tools.
 * In exact mode a change is allowed where `expect` or `allowChanges` covers its place, or a place above it.
 */
export function finalStateGrader(check: FinalStateCheck, position: number): Grader {
  return codeGrader(check, position, 1, ({ world }) => {
    if (world === null) return notScored('no-world', 'the trial has no world whose end could be looked at');
    const against = [...unmet(check, world), ...unwanted(check, world)];
    return failedBy(against, `the world is as expected (${places(check.expect.length)} looked at, mode ${check.mode})`);
  });
}

function unmet({ expect }: FinalStateCheck, { final }: WorldEnd): Evidence[] {
  return expect.flatMap((expectation) => {
    const got = valueAt(final, expectation.path);
    if (holds(expectation, got)) return [];
    return [evidenceOf(`expected ${wanted(expectation)} at ${nameOf(expectation.path)}, got ${shown(got)}`)];
  });
}

function unwanted({ mode, expect, allowChanges, forbidChanges }: FinalStateCheck, { changes }: WorldEnd): Evidence[] {
  const allowed = (place: string): boolean =>
    expect.some(({ path }) => place === path || place.startsWith(`${path}/`)) ||
    allowChanges.some((pattern) => coversPlace(pattern, place));
  return leafChanges(changes).flatMap((change) => {
    const forbidden = forbidChanges.find((pattern) => coversPlace(pattern, change.path));
    if (forbidden !== undefined) return [changed(change, `no change of ${nameOf(forbidden)}`)];
    if (mode === 'partial' || allowed(change.path)) return [];
    return [changed(change, 'no change')];
  });
}

function changed({ path, before, after }: StateChange, expected: string): Evidence {
  return evidenceOf(`expected ${expected}, got at ${nameOf(path)} ${shown(before)} changed to ${shown(after)}`);
}

function holds({ equals, oneOf, absent, atLeast, atMost }: Expectation, got: Json | undefined): boolean {
  if (absent === true) return got === undefined;
  if (equals !== undefined) return sameValue(got, equals);
  if (oneOf !== undefined) return oneOf.some((one) => sameValue(got, one));
  if (typeof got !== 'number') return false;
  return (
    (atLeast !== undefined && (got >= atLeast || sameNumber(got, atLeast))) ||
    (atMost !== undefined && (got <= atMost || sameNumber(got, atMost)))
  );
}

function wanted({ equals, oneOf, absent, atLeast, atMost }: Expectation): string {
  if (absent === true) return 'nothing';
  if (oneOf !== undefined) return `one of ${oneOf.map(shown).join(', ')}`;
  if (atLeast !== undefined) return `at least ${atLeast}`;
  return atMost === undefined ? shown(equals) : `at most ${atMost}`;
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : (quoteStart(canonicalJson(value)) ?? '""');
}

function nameOf(path: string): string {
  return path === '' ? 'the whole state' : path;
}

function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}
