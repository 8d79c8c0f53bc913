import { digestJson, SeatrialError } from '#base';
import type { Suite } from '#schema';

/** Which scenarios of a suite are meant. */
export interface ScenarioChoice {
  /** Ids, of scenarios or of the goals they are variants of. */
  readonly only: readonly string[];
  /** `name=value` of a slice. */
  readonly slice: readonly string[];
}

/**
 * The part of a suite that a user asks for: scenarios with one of the ids, in all of the slices. A part is another suite: its digest says so, and
 * figures of part and whole are never taken for the same.
 *
 * @throws CLI_NO_SCENARIOS when nothing is left, CLI_UNKNOWN_SCENARIO for an id that no scenario has, CLI_BAD_SLICE
 */
export function pickScenarios(suite: Suite, { only, slice }: ScenarioChoice): Suite {
  if (only.length === 0 && slice.length === 0) return suite;
  refuseUnknown(suite, only);
  const wanted = slice.map(parseSlice);
  const scenarios = suite.scenarios.filter(
    ({ id, goalId, slices }) =>
      (only.length === 0 || only.includes(id) || only.includes(goalId)) &&
      wanted.every(([name, value]) => Object.hasOwn(slices, name) && slices[name] === value),
  );
  if (scenarios.length === 0)
    throw new SeatrialError('CLI_NO_SCENARIOS', {
      message: `expected scenarios that fit --only and --slice, got none of the ${suite.scenarios.length} of ${suite.name}`,
      hint: 'drop one of the options',
    });
  return {
    ...suite,
    scenarios,
    digest: digestJson({ of: suite.digest, scenarios: scenarios.map(({ id }) => id).sort() }),
  };
}

function refuseUnknown(suite: Suite, only: readonly string[]): void {
  const known = new Set(suite.scenarios.flatMap(({ id, goalId }) => [id, goalId]));
  const unknown = only.find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw new SeatrialError('CLI_UNKNOWN_SCENARIO', {
    message: `expected the id of a scenario of ${suite.name}, got ${JSON.stringify(unknown.slice(0, 200))}`,
    hint: `such as ${suite.scenarios
      .slice(0, 3)
      .map(({ id }) => id)
      .join(', ')}`,
  });
}

function parseSlice(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new SeatrialError('CLI_BAD_SLICE', {
    message: `expected name=value, got ${JSON.stringify(text.slice(0, 200))}`,
    hint: 'such as --slice kind=policy-edge',
  });
}
