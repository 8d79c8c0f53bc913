import { digestJson } from '#base';
import { type PlayedScenario, scenarioSchema } from '#schema';

/** What one case plays, given to child processes as words. */
export interface BenchCase {
  readonly scenarios: number;
  readonly trials: number;
  readonly turns: number;
  readonly concurrency: number;
}

/** Reads a case from the arguments of a process: `URL SCENARIOS TRIALS TURNS CONCURRENCY`. */
export function benchCase(argv: readonly string[]): BenchCase & { readonly url: string } {
  const [url = '', scenarios = '1', trials = '1', turns = '1', concurrency = '1'] = argv;
  return {
    url,
    scenarios: Number(scenarios),
    trials: Number(trials),
    turns: Number(turns),
    concurrency: Number(concurrency),
  };
}

/** Scenarios of a scripted user with so many lines and one check. */
export function benchScenarios({ scenarios, turns }: BenchCase): PlayedScenario[] {
  return Array.from({ length: scenarios }, (_, at) => {
    const written = scenarioSchema.parse({
      id: `parcel-${at}`,
      goal: 'know where the parcel is',
      user: { kind: 'scripted', lines: Array.from({ length: turns }, (_, turn) => `Where is parcel ${at}-${turn}?`) },
      checks: [{ check: 'says', must: ['Thursday'] }],
    });
    const digest = digestJson([at, turns]);
    return {
      ...written,
      goalId: written.id,
      twinId: null,
      plannedTurns: null,
      digest,
      policyText: null,
      faultPlan: null,
    };
  });
}
