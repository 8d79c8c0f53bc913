import { type Trial, unknownCost, unknownUsage } from '#schema';

/** A lost trial of which nothing else is known: no words, no grades, no times. */
export function bareLostTrial(
  trial: Pick<Trial, 'scenarioId' | 'index' | 'attempt' | 'seed'>,
  loss: NonNullable<Trial['loss']>,
  stop: Trial['stop'],
): Trial {
  return {
    ...trial,
    sourceId: null,
    outcome: 'lost',
    score: null,
    loss,
    stop,
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
  };
}
