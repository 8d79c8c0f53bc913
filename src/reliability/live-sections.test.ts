import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfusionMark, faultOutcomeSchema, isEstimate, type Measure, type Trial } from '#schema';
import { faultMarkFixture } from '../schema/testing/fault-mark-fixture.ts';
import { countRun } from './count.ts';
import { countFaults, detected } from './fault-counts.ts';
import { measureMetric } from './measure-metric.ts';
import { reliabilityReport } from './report.ts';
import { factsFixture, runFixture } from './testing/run-fixture.ts';

function estimated(measure: Measure | undefined): number {
  if (measure === undefined || !isEstimate(measure))
    throw new Error(`expected an estimate, got ${JSON.stringify(measure)}`);
  return measure.value;
}

/** Passes out of 5 at 3, 8, 15 and 25 turns, of the reference case `s4.degradation_curve`, whose figures were computed with SciPy. */
const lengths = [3, 8, 15, 25];
const passesByGoal = [
  [5, 5, 4, 3],
  [5, 4, 4, 2],
  [4, 4, 3, 3],
  [5, 5, 5, 4],
  [3, 2, 1, 0],
  [5, 4, 2, 2],
  [4, 5, 3, 1],
  [2, 1, 1, 1],
  [5, 5, 4, 4],
  [5, 3, 3, 2],
];

function degradationRun(goals: readonly (readonly number[])[]) {
  const scenarios: Record<string, string> = {};
  for (const [goal, row] of goals.entries())
    for (const [at, passes] of row.entries())
      scenarios[`g${goal}~turns=${lengths[at]}`] = 'P'.repeat(passes) + 'F'.repeat(5 - passes);
  const run = runFixture({ scenarios });
  const planned = run.manifest.suite.scenarios.map((scenario) => {
    const [goal = '', turns = ''] = scenario.id.split('~turns=');
    return { ...scenario, goal, plannedTurns: Number(turns) };
  });
  return { ...run, manifest: { ...run.manifest, suite: { ...run.manifest.suite, scenarios: planned } } };
}

describe('degradation over assigned lengths', () => {
  // SciPy: see above
  it('gives success at each length, the slope, and what is kept from the shortest to the longest', () => {
    const { degradation } = reliabilityReport(degradationRun(passesByGoal));
    expect(degradation!.lengths.map(({ turns, success }) => [turns, Number(estimated(success).toFixed(12))])).toEqual([
      [3, 0.86],
      [8, 0.76],
      [15, 0.6],
      [25, 0.44],
    ]);
    expect(estimated(degradation!.slope)).toBeCloseTo(-0.019266727772685614, 12);
    expect(degradation!.slopeP).toBeCloseTo(0.001953125, 12);
    expect(estimated(degradation!.retention)).toBeCloseTo(1 - 0.4883720930232558, 12);
  });

  it('compares only goals that were played at every length, and counts the others', () => {
    const run = degradationRun(passesByGoal);
    const trials = run.trials.filter(({ scenarioId }) => scenarioId !== 'g4~turns=25');
    const { degradation } = reliabilityReport({ ...run, trials });
    expect(degradation).toMatchObject({ goals: 9, goalsLeftOut: 1 });
  });

  it('says nothing where lengths were not assigned', () => {
    expect(reliabilityReport(runFixture({ scenarios: { a: 'PF' } })).degradation).toBeNull();
  });
});

const mark = (part: Partial<ConfusionMark>): ConfusionMark => ({
  id: 'c1',
  operator: 'correction',
  turn: 1,
  step: 0,
  settled: true,
  turnsToSettle: 1,
  callsToSettle: 2,
  finalState: true,
  ...part,
});

describe('recovery from confusion', () => {
  const edit = (trial: Trial): Trial => ({
    ...trial,
    facts: factsFixture({ userTurns: 6 }),
    confusions: [
      mark({ finalState: trial.outcome === 'pass' }),
      mark({
        id: 'c2',
        operator: 'contradiction',
        turn: 2,
        settled: trial.index === 0,
        turnsToSettle: trial.index === 0 ? 3 : null,
        callsToSettle: trial.index === 0 ? 1 : null,
        finalState: null,
      }),
    ],
  });
  const record = runFixture({ scenarios: { a: 'PF', b: 'PP' }, edit });

  // By hand: 4 corrections all settled, 4 contradictions of which 2; final states: 3 of 4 known.
  it('counts settled confusions and right final states, over all and by operator', () => {
    const { confusion } = reliabilityReport(record);
    expect(confusion!.injected).toBe(8);
    expect(estimated(confusion!.settled)).toBeCloseTo(6 / 8, 12);
    expect(estimated(confusion!.finalState)).toBeCloseTo(3 / 4, 12);
    const [correction, contradiction] = confusion!.byOperator;
    expect(correction!.operator).toBe('correction');
    expect(estimated(contradiction!.settled)).toBeCloseTo(0.5, 12);
    // by hand: corrections took 2 calls each, the two settled contradictions 1
    expect(estimated(confusion!.meanCalls)).toBeCloseTo((4 * 2 + 2 * 1) / 6, 12);
  });

  it('is a metric that gates may ask for', () => {
    const counts = countRun(record);
    expect(estimated(measureMetric(counts, { metric: 'confusion-recovery:contradiction', slice: null }))).toBeCloseTo(
      0.5,
      12,
    );
  });
});

describe('the simulated user as an instrument', () => {
  it('rates its mistakes over its turns, lost attempts included', () => {
    const mistake = { code: 'unmapped-question', message: 'which colour?', turn: 2, fatal: false } as const;
    const edit = (trial: Trial): Trial => ({
      ...trial,
      loss: trial.outcome === 'lost' ? { owner: 'user-simulator', code: 'unmapped-question', message: null } : null,
      userReport: {
        turns: 5,
        mistakes: trial.outcome === 'lost' ? [mistake, { ...mistake, turn: 3, fatal: true }] : [],
      },
    });
    const { simulator } = reliabilityReport(runFixture({ scenarios: { a: 'PL', b: 'PP' }, edit }));
    // by hand: turns 2 and 3 of one attempt, of 4 attempts with 5 turns each
    expect(estimated(simulator!.mistakeRate)).toBeCloseTo(2 / 20, 12);
    expect(estimated(simulator!.lostRate)).toBeCloseTo(1 / 4, 12);
    expect(simulator!.byCode).toEqual([{ code: 'unmapped-question', count: 2, fatal: 1 }]);
  });
});

describe('the fault funnel', () => {
  it('conserves counts whatever the marks', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            realised: fc.boolean(),
            delivered: fc.boolean(),
            outcome: fc.option(fc.constantFrom(...faultOutcomeSchema.options), { nil: null }),
          }),
          { maxLength: 60 },
        ),
        (parts) => {
          const counts = countFaults(parts.map(faultMarkFixture));
          expect(counts.planned).toBe(parts.length);
          expect(counts.delivered).toBe(counts.manifested + counts.masked + counts.unmeasured);
          expect(counts.manifested).toBe(detected(counts) + counts.correctAnyway + counts.silentCorruption);
          expect(counts.realised).toBeLessThanOrEqual(counts.planned);
        },
      ),
    ));

  const edit = (trial: Trial): Trial => ({
    ...trial,
    faults: [
      faultMarkFixture({ outcome: trial.outcome === 'pass' ? 'recovered' : 'gave-up' }),
      faultMarkFixture({
        id: 'f2',
        kind: 'wrong-value',
        outcome: trial.index === 0 ? 'silent-corruption' : 'correct-anyway',
      }),
      faultMarkFixture({ id: 'f3', delivered: false }),
    ],
  });
  const record = runFixture({ scenarios: { a: 'PF', b: 'PP', c: 'FF' }, edit });

  it('rates each kind by itself, over faults that reached the agent', () => {
    const { faults } = reliabilityReport(record);
    const [rateLimit, wrongValue] = faults!.byKind;
    // by hand: 3 of 6 rate limits recovered; 3 of 6 wrong values corrupted silently; 6 of 18 realised were never delivered
    expect(estimated(rateLimit!.recovery)).toBeCloseTo(0.5, 12);
    expect(estimated(wrongValue!.silentCorruption)).toBeCloseTo(0.5, 12);
    expect(estimated(faults!.delivery)).toBeCloseTo(12 / 18, 12);
  });

  it('is what gates ask for', () => {
    const counts = countRun(record);
    expect(estimated(measureMetric(counts, { metric: 'fault-recovery:rate-limit', slice: null }))).toBeCloseTo(0.5, 12);
    expect(estimated(measureMetric(counts, { metric: 'silent-corruption', slice: null }))).toBeCloseTo(3 / 12, 12);
    expect(measureMetric(counts, { metric: 'fault-recovery:hang', slice: null })).toMatchObject({
      absent: 'no-exposure',
    });
  });
});

describe('trials taken out of the plan', () => {
  const edit = (trial: Trial): Trial =>
    trial.outcome === 'lost' ? { ...trial, loss: { owner: 'plan', code: 'budget-exhausted', message: null } } : trial;
  const report = reliabilityReport(runFixture({ scenarios: { a: 'PPLL', b: 'PFLL' }, edit }));

  it('are in no denominator', () => {
    expect(report.trials).toMatchObject({ planned: 4, graded: 4, lost: 0, missing: 0 });
    expect(report.losses.dropped).toEqual({ count: 4, codes: [{ code: 'budget-exhausted', count: 4 }] });
    // by hand: pass^2 is (1 + 0) / 2
    expect(report.consistency.passHatK.map(({ value }) => value)).toEqual([0.75, 0.5]);
  });

  it('stay lost when another attempt at them was made', () => {
    const run = runFixture({ scenarios: { a: 'PL' }, edit });
    const began: Trial = {
      ...run.trials[1]!,
      attempt: 1,
      loss: { owner: 'infrastructure', code: 'http_502', message: null },
    };
    expect(reliabilityReport({ ...run, trials: [...run.trials, began] }).trials).toMatchObject({ planned: 2, lost: 1 });
  });
});
