import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultMark, type FaultOutcome, faultOutcomeSchema, isEstimate, type RunRecord, type Trial } from '#schema';
import { countRun } from './count.ts';
import { countFaults } from './fault-counts.ts';
import { marksOf } from './fault-section.ts';
import { measureMetric } from './measure-metric.ts';
import { reliabilityReport } from './report.ts';
import { runFixture } from './testing/run-fixture.ts';

const mark = (outcome: FaultOutcome | null, kind = 'rate-limit'): FaultMark => ({
  id: `${kind}@1`,
  kind,
  surface: 'tool',
  step: 3,
  realised: true,
  delivered: outcome !== null,
  groundTruth: null,
  rule: kind,
  target: 'get_order',
  detected: null,
  outcome,
  retries: null,
  recoveryMs: null,
  recoverySteps: null,
});

/** A run in which every scenario `x+` is `x` with faults. */
function twinned(scenarios: Record<string, string>, edit: (trial: Trial) => Trial = (trial) => trial): RunRecord {
  const record = runFixture({ scenarios, edit });
  const planned = record.manifest.suite.scenarios.map((scenario) =>
    scenario.id.endsWith('+')
      ? { ...scenario, goal: scenario.id.slice(0, -1), twin: scenario.id.slice(0, -1) }
      : scenario,
  );
  return { ...record, manifest: { ...record.manifest, suite: { ...record.manifest.suite, scenarios: planned } } };
}

const withMark =
  (outcome: (trial: Trial) => FaultOutcome | null, kind?: string) =>
  (trial: Trial): Trial =>
    trial.scenarioId.endsWith('+') ? { ...trial, faults: [mark(outcome(trial), kind)] } : trial;

const outcomes = (record: RunRecord): (FaultOutcome | null)[] =>
  countRun(record)
    .scenarios.flatMap((scenario) => marksOf(scenario))
    .map(({ outcome }) => outcome);

describe('the clean twin of a trial with faults', () => {
  // By hand: of the clean trials only index 0 and 3 passed; 2 is lost.
  it('has to have passed, at the same index, for the fault to be blamed or praised', () => {
    const record = twinned(
      { a: 'PFLP', 'a+': 'FFPP' },
      withMark(({ outcome }) => (outcome === 'pass' ? 'recovered' : 'gave-up')),
    );
    expect(outcomes(record)).toEqual(['gave-up', 'unmeasured', 'unmeasured', 'recovered']);
  });

  it('changes nothing about what the seam or the ledger proved', () => {
    for (const outcome of ['masked', 'duplicate-effect', 'unmeasured'] as const)
      expect(
        outcomes(
          twinned(
            { a: 'F', 'a+': 'F' },
            withMark(() => outcome),
          ),
        ),
      ).toEqual([outcome]);
  });

  it('is not asked for where the scenario has none, and asked in vain where it was not played', () => {
    const alone = runFixture({ scenarios: { 'a+': 'F' }, edit: withMark(() => 'gave-up') });
    expect(outcomes(alone)).toEqual(['gave-up']);
    expect(
      outcomes(
        twinned(
          { 'a+': 'F' },
          withMark(() => 'gave-up'),
        ),
      ),
    ).toEqual(['unmeasured']);
  });

  it('conserves the funnel whatever it did', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('P', 'F', 'L', 'M'), minLength: 4, maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('P', 'F'), minLength: 4, maxLength: 4 }),
        fc.array(fc.option(fc.constantFrom(...faultOutcomeSchema.options), { nil: null }), {
          minLength: 4,
          maxLength: 4,
        }),
        (clean, faulted, ends) => {
          const record = twinned(
            { a: clean, 'a+': faulted },
            withMark(({ index }) => ends[index] ?? null),
          );
          const counts = countFaults(countRun(record).scenarios.flatMap((scenario) => marksOf(scenario)));
          expect(counts.planned).toBe(4);
          expect(counts.delivered).toBe(counts.manifested + counts.masked + counts.unmeasured);
          expect(counts.manifested).toBeLessThanOrEqual(4);
        },
      ),
    ));
});

describe('success under faults against the clean twins', () => {
  // By hand: clean 4/4 and 2/2 of the met trials, faulted 3/4 and 1/2: (0.75 + 0.5) / 2 = 0.625 retained, 0.375 lost.
  it('is taken over the trials that met a fault, goal by goal', () => {
    const met = withMark(({ scenarioId, index, outcome }) => {
      if (scenarioId === 'b+' && index > 1) return null;
      return outcome === 'pass' ? 'recovered' : 'gave-up';
    });
    const { faults } = reliabilityReport(twinned({ a: 'PPPP', 'a+': 'PPPF', b: 'PPFF', 'b+': 'PFFF' }, met));
    const [row] = faults?.byKind ?? [];
    expect(row?.retainedSuccess).toMatchObject({ value: 0.625 });
    expect(row?.attributableFailure).toMatchObject({ value: 0.375 });
    expect(faults?.untouched).toBe(2);
  });

  it('is absent where nothing was played without faults', () => {
    const { faults } = reliabilityReport(runFixture({ scenarios: { 'a+': 'FP' }, edit: withMark(() => 'gave-up') }));
    expect(faults?.byKind[0]?.retainedSuccess).toMatchObject({ absent: 'no-clean-twin' });
    expect(faults?.untouched).toBe(0);
  });
});

describe('gates on faults', () => {
  // By hand: indices 0 and 3 have passing twins; one of the two recovered.
  it('count only what may be attributed', () => {
    const record = twinned(
      { a: 'PFFP', 'a+': 'PPPF' },
      withMark(({ outcome }) => (outcome === 'pass' ? 'recovered' : 'silent-corruption')),
    );
    const counts = countRun(record);
    const value = (metric: string): number | null => {
      const measure = measureMetric(counts, { metric, slice: null });
      return isEstimate(measure) ? measure.value : null;
    };
    expect([value('fault-recovery:rate-limit'), value('silent-corruption')]).toEqual([0.5, 0.5]);
    expect(value('fault-recovery:hang')).toBeNull();
  });
});
