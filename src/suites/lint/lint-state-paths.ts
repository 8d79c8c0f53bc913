import { type Json, memberOf, pointerNames } from '#base';
import type { Check } from '#schema';
import { nearestWord } from '../nearest-word.ts';
import type { Found, LintedScenario } from './lint-rule.ts';

/**
 * Places that the world does not have at the beginning. What a trial may add is not known, so only a missing parent is told, or a name that
 * looks like a misspelt neighbour.
 */
export function lintStatePaths({ scenario, suite, initial }: LintedScenario): readonly Found[] {
  return scenario.checks.flatMap((check, at) => {
    if (suite.world === null && needsWorld(check)) return [noWorld(check, at)];
    if (check.check !== 'final-state' || initial === null) return [];
    return placesOf(check, at).flatMap(({ pointer, path }) => missingPlace(initial, pointer, path));
  });
}

function needsWorld({ check }: Check): boolean {
  return check === 'final-state' || check === 'no-duplicate-effects';
}

function placesOf(
  check: Extract<Check, { check: 'final-state' }>,
  at: number,
): { pointer: string; path: readonly PropertyKey[] }[] {
  const patterns = (field: 'allowChanges' | 'forbidChanges') =>
    check[field].map((pointer, index) => ({ pointer, path: ['checks', at, field, index] }));
  return [
    ...check.expect.map(({ path: pointer }, index) => ({ pointer, path: ['checks', at, 'expect', index, 'path'] })),
    ...patterns('allowChanges'),
    ...patterns('forbidChanges'),
  ];
}

function missingPlace(initial: Json, pointer: string, path: readonly PropertyKey[]): Found[] {
  const names = pointerNames(pointer);
  const star = names.findIndex((name) => name === '*' || name === '**');
  const literal = star < 0 ? names : names.slice(0, star);
  let here: Json = initial;
  for (const [at, name] of literal.entries()) {
    const next = memberOf(here, name);
    if (next !== undefined) {
      here = next;
      continue;
    }
    const neighbours = Array.isArray(here) ? [] : Object.keys(here ?? {});
    const meant = /\d/.test(name) ? null : nearestWord(name, neighbours);
    // something may come to be here during the trial
    if (at === literal.length - 1 && star < 0 && meant === null && isContainer(here)) return [];
    return [unknownPath(pointer, name, meant, neighbours, path)];
  }
  return [];
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function unknownPath(
  pointer: string,
  name: string,
  meant: string | null,
  neighbours: readonly string[],
  path: readonly PropertyKey[],
): Found {
  return {
    severity: 'warning',
    code: 'unknown-path',
    path,
    message: `expected a place in the world's initial state, got ${pointer}: there is no ${name}`,
    hint:
      meant !== null ? `did you mean ${meant}?` : `there is ${neighbours.slice(0, 12).join(', ') || 'nothing'} instead`,
  };
}

function noWorld(check: Check, at: number): Found {
  return {
    severity: 'error',
    code: 'needs-world',
    path: ['checks', at],
    message: `expected a suite with a world, got a ${check.check} check in one without`,
    hint: 'name a world, or check what the agent says and which tools it reports',
  };
}
