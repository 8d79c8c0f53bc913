import { type PlayedScenario, type ScenarioInput, scenarioSchema } from '#schema';

/** A scenario with this user, ready to be played; everything else is empty. */
export function playedScenario(user: ScenarioInput['user'], plannedTurns: number | null = null): PlayedScenario {
  const scenario = scenarioSchema.parse({
    id: 'invented',
    goal: 'an invented goal',
    user,
    checks: [{ check: 'no-duplicate-effects' }],
  });
  return {
    ...scenario,
    goalId: scenario.id,
    twinId: null,
    plannedTurns,
    digest: 'sha256:0',
    policyText: null,
    faultPlan: null,
  };
}
