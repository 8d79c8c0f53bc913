import type { PlannedScenario } from '../run-manifest.ts';

/** A scenario of a plan for tests, of which nothing is known but its trials and what the test says. */
export function plannedScenarioFixture(
  id: string,
  plannedTrials: number,
  known: Partial<PlannedScenario> = {},
): PlannedScenario {
  return {
    id,
    slices: {},
    digest: null,
    plannedTrials,
    contentId: null,
    goal: null,
    plannedTurns: null,
    twin: null,
    ...known,
  };
}
