import { describe, expect, it } from 'vitest';
import { type GatePolicy, gatePolicySchema } from '#schema';
import { decideGate } from './decide-gate.ts';
import { starterPolicy } from './starter-policy.ts';
import { evidenceOf, measured, unknown } from './testing/evidence.ts';

function policy(parts: object): GatePolicy {
  return gatePolicySchema.parse({ apiVersion: 'seatrial/gate/v1', name: 'test', ...parts });
}
const successFloor = policy({ floors: [{ metric: 'success', atLeast: 0.8 }] });
const successNoWorse = policy({ noWorse: [{ metric: 'success', margin: 0.02 }] });
const costRatio = policy({ ratios: [{ metric: 'cost-per-success', atMost: 1.1 }] });

describe('decideGate on a floor', () => {
  // The three cases are the definition of the verdict: whole interval above, below, or across the threshold.
  it('passes when the whole interval keeps it', () => {
    const verdict = decideGate(
      successFloor,
      evidenceOf({ measures: { success: measured(0.8, 0.9) }, baseline: false }),
    );
    expect([verdict.verdict, verdict.exitCode]).toEqual(['pass', 0]);
  });

  it('fails with exit code 10 when the whole interval misses it', () => {
    const verdict = decideGate(
      successFloor,
      evidenceOf({ measures: { success: measured(0.6, 0.79) }, baseline: false }),
    );
    expect([verdict.verdict, verdict.exitCode]).toEqual(['fail', 10]);
    expect(verdict.rules[0]?.id).toBe('floor:success');
  });

  it('is inconclusive with exit code 12 across it, and says how many scenarios would decide', () => {
    // By hand: value .85, distance .05 to the floor, side .10, so (0.10 / 0.05)^2 = 4 times the 50 scenarios, plus rounding up.
    const verdict = decideGate(
      successFloor,
      evidenceOf({ measures: { success: measured(0.75, 0.95) }, baseline: false }),
    );
    expect([verdict.verdict, verdict.exitCode]).toEqual(['inconclusive', 12]);
    expect(verdict.rules[0]?.wouldDecide?.scenarios).toBeGreaterThanOrEqual(200);
    expect(verdict.rules[0]?.wouldDecide?.scenarios).toBeLessThanOrEqual(202);
  });

  it('on a cost keeps "at most"', () => {
    const ceiling = policy({ floors: [{ metric: 'cost-per-success', atMost: 0.1 }] });
    const judged = (low: number, high: number) =>
      decideGate(ceiling, evidenceOf({ measures: { 'cost-per-success': measured(low, high) }, baseline: false }))
        .verdict;
    expect([judged(0.05, 0.1), judged(0.11, 0.2), judged(0.05, 0.2)]).toEqual(['pass', 'fail', 'inconclusive']);
  });

  it('does not pass on graded trials alone when the lost ones could break it', () => {
    const verdict = decideGate(
      successFloor,
      evidenceOf({
        measures: { success: measured(0.82, 0.95), 'success-planned': measured(0.78, 0.92) },
        trials: { graded: 195, lost: 5 },
        baseline: false,
      }),
    );
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.rules[0]?.wouldDecide?.text).toMatch(/lost and missing/);
  });

  it('over a slice name judges each value on its own', () => {
    const perSlice = policy({ floors: [{ metric: 'success', slice: 'service', atLeast: 0.1 }] });
    const verdict = decideGate(
      perSlice,
      evidenceOf({
        slices: [
          { name: 'service', value: 'notion' },
          { name: 'service', value: 'github' },
        ],
        measures: { 'success@service=notion': measured(0.01, 0.08), 'success@service=github': measured(0.2, 0.4) },
        baseline: false,
      }),
    );
    expect(verdict.verdict).toBe('fail');
    expect(verdict.rules.map(({ id, verdict }) => `${id} ${verdict}`).slice(0, 2)).toEqual([
      'floor:success:service=notion fail',
      'floor:success:service=github pass',
    ]);
  });
});

describe('decideGate in a slice', () => {
  const inNotion = policy({
    noWorse: [{ metric: 'success', slice: 'service', margin: 0.05 }],
    floors: [{ metric: 'pass^8', atLeast: 0.1 }],
  });
  const verdict = decideGate(
    inNotion,
    evidenceOf({
      slices: [{ name: 'service', value: 'notion' }],
      changes: {
        'success@service=notion': measured(-0.25, -0.09),
        'success@service=notion!strict': measured(-0.3, -0.01),
      },
      measures: {
        'pass^8': { absent: 'k-exceeds-trials', reason: 'k = 8 needs at least 8 trials per scenario, got 4' },
      },
    }),
  );

  it('names the slice in its sentence: without it the sentence would speak of the whole run', () => {
    expect(verdict.sentence).toMatch(/^success in notion changed by/);
  });

  it('says how many trials pass^8 needs', () => {
    expect(verdict.rules.find(({ id }) => id === 'floor:pass^8')?.wouldDecide).toMatchObject({ trialsPerScenario: 8 });
  });
});

describe('decideGate against a baseline', () => {
  it('passes no-worse when the interval stays above minus the margin', () => {
    const verdict = decideGate(
      successNoWorse,
      evidenceOf({ changes: { success: measured(-0.015, 0.03), 'success-planned': measured(-0.015, 0.03) } }),
    );
    expect(verdict.verdict).toBe('pass');
  });

  it('fails only when the stricter interval shows that something got worse at all', () => {
    const beyond = measured(-0.2, -0.03);
    const judged = (strict: ReturnType<typeof measured>) =>
      decideGate(successNoWorse, evidenceOf({ changes: { success: beyond, 'success!strict': strict } })).verdict;
    expect(judged(measured(-0.23, -0.001))).toBe('fail');
    expect(judged(measured(-0.24, 0.01))).toBe('inconclusive');
  });

  it('asks sign flips whether anything got worse, where the metric has them, and the interval where their number is too small', () => {
    const changes = { success: measured(-0.2, -0.03), 'success!strict': measured(-0.23, -0.001) };
    const judged = (p: number, falseAlarm: number) =>
      decideGate(
        policy({ falseAlarm, noWorse: [{ metric: 'success', margin: 0.02 }] }),
        evidenceOf({ changes, ps: { success: p } }),
      ).verdict;
    // One rule and a budget of 2 % one-sided: p may be 4 % two-sided. At .05 % one-sided, 999 flips could hardly tell.
    expect([judged(0.039, 0.02), judged(0.041, 0.02), judged(0.5, 0.0005)]).toEqual(['fail', 'inconclusive', 'fail']);
  });

  it('turns the margin round for a metric of which less is better', () => {
    const people = policy({ noWorse: [{ metric: 'human-intervention', margin: 0.005 }] });
    const judged = (low: number, high: number) =>
      decideGate(people, evidenceOf({ changes: { 'human-intervention': measured(low, high) } })).verdict;
    expect([judged(-0.05, 0.004), judged(0.01, 0.05), judged(-0.01, 0.02)]).toEqual(['pass', 'fail', 'inconclusive']);
  });

  it('with superior asks for the margin as a gain', () => {
    const better = policy({ noWorse: [{ metric: 'success', margin: 0.02, superior: true }] });
    const judged = (low: number, high: number) =>
      decideGate(
        better,
        evidenceOf({ changes: { success: measured(low, high), 'success-planned': measured(low, high) } }),
      ).verdict;
    expect([judged(0.021, 0.1), judged(0, 0.1), judged(-0.1, 0.019)]).toEqual(['pass', 'inconclusive', 'fail']);
  });

  it('fails a cost of four times the baseline and leaves an unbounded one open', () => {
    const judged = (low: number, high: number | null) => {
      const change = measured(low, high ?? 9, 4.1);
      if (high === null && 'interval' in change) change.interval.high = null;
      return decideGate(costRatio, evidenceOf({ changes: { 'cost-per-success': change } })).verdict;
    };
    expect([judged(3.2, 5.1), judged(0.9, null), judged(0.9, 1.09)]).toEqual(['fail', 'inconclusive', 'pass']);
  });

  it('is inconclusive when the runs cannot be compared, whatever the figures', () => {
    const verdict = decideGate(
      successNoWorse,
      evidenceOf({
        changes: { success: measured(0, 0.1), 'success-planned': measured(0, 0.1) },
        comparable: { verdict: 'no', reasons: [{ code: 'suite', severity: 'blocking', message: 'the suites differ' }] },
      }),
    );
    expect([verdict.verdict, verdict.exitCode]).toEqual(['inconclusive', 12]);
  });
});

describe('decideGate on counts', () => {
  const passing = {
    measures: { success: measured(0.85, 0.95), 'success-planned': measured(0.85, 0.95) },
    baseline: false,
  } as const;

  it('fails one disqualifier with exit code 11 before anything else', () => {
    const verdict = decideGate(
      successFloor,
      evidenceOf({
        ...passing,
        disqualifiers: [{ id: 'refund-twice', scenarioId: 's3', index: 1, step: 4, message: 'refunded twice' }],
      }),
    );
    expect([verdict.verdict, verdict.exitCode, verdict.rules[0]?.kind]).toEqual(['fail', 11, 'disqualifiers']);
    expect(verdict.sentence).toContain('s3 trial 2');
  });

  it('counts a policy violation as one, and says nothing of policy where nobody looked', () => {
    const violated = decideGate(
      successFloor,
      evidenceOf({ ...passing, policyViolations: measured(0.001, 0.02, 0.005) }),
    );
    expect([violated.verdict, violated.exitCode]).toEqual(['fail', 11]);
    expect(decideGate(successFloor, evidenceOf(passing)).rules.some(({ kind }) => kind === 'policy-violations')).toBe(
      false,
    );
  });

  it('ends with exit code 30 when too many trials are lost', () => {
    const verdict = decideGate(successFloor, evidenceOf({ ...passing, trials: { graded: 180, lost: 20 } }));
    expect([verdict.verdict, verdict.exitCode]).toEqual(['inconclusive', 30]);
  });

  it('does not let a missing trial pass unseen', () => {
    expect(decideGate(successFloor, evidenceOf({ ...passing, trials: { graded: 199, missing: 1 } })).verdict).toBe(
      'inconclusive',
    );
  });

  it('decides nothing on fewer than ten scenarios', () => {
    expect(decideGate(successFloor, evidenceOf({ ...passing, gradedScenarios: 9 })).verdict).toBe('inconclusive');
  });

  it('keeps the verdict and changes only the exit code when inconclusive is a warning', () => {
    const warn = policy({ floors: [{ metric: 'success', atLeast: 0.8 }], onInconclusive: 'warn' });
    const verdict = decideGate(warn, evidenceOf({ ...passing, gradedScenarios: 9 }));
    expect([verdict.verdict, verdict.exitCode]).toEqual(['inconclusive', 0]);
  });
});

describe('decideGate on quantities that nobody recorded', () => {
  it('leaves the rule inconclusive', () => {
    const verdict = decideGate(costRatio, evidenceOf({ changes: { 'cost-per-success': unknown } }));
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.rules[0]?.sentence).toContain('no trial records its cost');
  });

  it('sets the starter policy guardrails aside and lists them as not judged', () => {
    const verdict = decideGate(
      starterPolicy(),
      evidenceOf({ changes: { success: measured(-0.01, 0.04), 'success-planned': measured(-0.01, 0.04) } }),
    );
    expect(verdict.verdict).toBe('pass');
    expect(verdict.notJudged.map(({ id }) => id)).toEqual([
      'no-worse:human-intervention',
      'ratio:latency-p95',
      'ratio:cost-per-success',
      'policy-violations',
    ]);
  });
});

describe('decideGate refuses', () => {
  it('a comparing policy without a baseline', () => {
    expect(() => decideGate(successNoWorse, evidenceOf({ baseline: false }))).toThrow(
      expect.objectContaining({ code: 'GATES_NO_BASELINE' }),
    );
  });

  it('a slice that the run does not have, because a rule over nothing always holds', () => {
    const ghost = policy({ floors: [{ metric: 'success', slice: 'region', atLeast: 0.5 }] });
    expect(() =>
      decideGate(ghost, evidenceOf({ slices: [{ name: 'service', value: 'notion' }], baseline: false })),
    ).toThrow(expect.objectContaining({ code: 'GATES_UNKNOWN_SLICE' }));
  });

  it('a policy without rules', () => {
    expect(() => decideGate(policy({}), evidenceOf({}))).toThrow(
      expect.objectContaining({ code: 'GATES_EMPTY_POLICY' }),
    );
  });
});
