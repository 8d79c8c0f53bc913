import type { Trial } from '../trial.ts';
import { unknownCost, unknownUsage } from '../usage.ts';

/**
 * A trial for tests, of which only the outcome is known and what the test says.
 *
 * @param letter P pass, F fail, L lost to the infrastructure
 */
export function trialFixture(scenarioId: string, index: number, letter: string, known: Partial<Trial> = {}): Trial {
  const lost = letter === 'L';
  return {
    scenarioId,
    index,
    attempt: 0,
    sourceId: null,
    seed: null,
    outcome: lost ? 'lost' : letter === 'P' ? 'pass' : 'fail',
    score: null,
    loss: lost ? { owner: 'infrastructure', code: 'infrastructure_error', message: null } : null,
    stop: { reason: 'unknown', code: null },
    limitsHit: [],
    failureCode: null,
    grades: [],
    disqualifiers: [],
    policyViolations: null,
    faults: [],
    confusions: [],
    userReport: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    usage: unknownUsage,
    cost: unknownCost,
    servedModels: [],
    facts: null,
    trajectory: null,
    raw: null,
    source: null,
    slices: null,
    extra: null,
    ...known,
  };
}
