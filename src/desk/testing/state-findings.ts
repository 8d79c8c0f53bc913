import { type Json, valueAt } from '#base';
import type { Check, PlayedScenario } from '#schema';
import type { WorldSession } from '#worlds';

type FinalState = Extract<Check, { check: 'final-state' }>;

/**
 * What is wrong with a world's end by the `final-state` checks of a scenario, as far as the suite of the desk uses them: exact mode, `equals`,
 * `allowChanges` without `**`. The graders cannot be asked here, because rooms of one storey do not know each other.
 */
export function stateFindings(scenario: PlayedScenario, session: WorldSession): string[] {
  return scenario.checks
    .filter((check) => check.check === 'final-state')
    .flatMap((check) => [...unmet(check, session.snapshot()), ...unwanted(check, session)]);
}

function unmet({ expect }: FinalState, final: Json): string[] {
  return expect
    .filter(({ path, equals }) => JSON.stringify(valueAt(final, path)) !== JSON.stringify(equals))
    .map(({ path, equals }) => `expected ${JSON.stringify(equals)} at ${path}`);
}

function unwanted({ expect, allowChanges }: FinalState, session: WorldSession): string[] {
  const allowed = [...expect.map(({ path }) => path), ...allowChanges];
  return session
    .changes()
    .filter(({ path }) => !allowed.some((pattern) => covers(pattern, path)))
    .map(({ path }) => `expected no change at ${path}`);
}

function covers(pattern: string, path: string): boolean {
  const names = path.split('/');
  return pattern.split('/').every((segment, at) => segment === '*' || segment === names[at]);
}
