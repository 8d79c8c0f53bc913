import { deriveSeed } from '#base';
import type { PlayedScenario, TrialLimits } from '#schema';
import { createRandom, shuffle } from '#stats';

/** One trial of the plan. */
export interface PlannedTrial {
  readonly scenario: PlayedScenario;
  /** Which trial of the scenario, from 0. */
  readonly index: number;
}

/** What a run is to play. */
export interface RunPlan {
  readonly scenarios: readonly PlayedScenario[];
  /** Trials of each scenario. */
  readonly trials: number;
  readonly seed: number;
  /**
   * `rounds`: every scenario once a round, in random order, round after round, so that a run which ends early has played all scenarios about
   * equally often. `scenarios`: all trials of one scenario after another, scenarios in random order, so that each scenario is a finished
   * observation: what early stopping needs.
   */
  readonly order: 'rounds' | 'scenarios';
  /** Limits given for the whole run; they replace the scenarios'. */
  readonly limits: TrialLimits;
}

/** All trials of a plan in the order in which they are to begin. The order depends on the seed and the scenarios' ids alone. */
export function* plannedTrials(plan: RunPlan): Generator<PlannedTrial> {
  if (plan.order === 'scenarios') {
    for (const scenario of scenarioOrder(plan, 0))
      for (let index = 0; index < plan.trials; index++) yield { scenario, index };
    return;
  }
  for (let index = 0; index < plan.trials; index++)
    for (const scenario of scenarioOrder(plan, index)) yield { scenario, index };
}

/** The scenarios in the random order of one round. */
export function scenarioOrder({ scenarios, seed }: RunPlan, round: number): PlayedScenario[] {
  // sorted first, so that the order in which a suite lists its scenarios does not matter
  const byId = [...scenarios].sort((a, b) => (a.id < b.id ? -1 : 1));
  return shuffle(byId, createRandom(deriveSeed(seed, 'order', round)));
}
