import { describe, expect, it } from 'vitest';
import { type EstimateDocument, isEstimate, type Measure, type Trial } from '#schema';
import { reliabilityReport } from './report.ts';
import { factsFixture, noReaction, runFixture, scenariosByPasses, trialFixture } from './testing/run-fixture.ts';

/** tau-bench airline, gpt-4o, 50 scenarios of 4 trials: how many scenarios passed 0, 1, 2, 3, 4 times. */
const airline = runFixture({ scenarios: scenariosByPasses([14, 12, 10, 4, 10], 4) });
/** MCPMark, gpt-5-medium, 127 scenarios of 4 trials. */
const mcpmark = runFixture({ scenarios: scenariosByPasses([40, 12, 13, 19, 43], 4) });

function estimateOf(measure: Measure): EstimateDocument {
  if (!isEstimate(measure)) throw new Error(measure.reason);
  return measure;
}

const bounds = (measure: Measure) => [estimateOf(measure).interval.low, estimateOf(measure).interval.high];
const rounded = (values: readonly { value: number }[]) => values.map(({ value }) => Number(value.toFixed(3)));

describe('reliabilityReport on recorded counts', () => {
  const { consistency, success } = reliabilityReport(airline);

  // Published: tau-bench README, tool-calling gpt-4o, airline.
  it('gives the published pass^k of gpt-4o on tau-bench airline', () => {
    expect(rounded(consistency.passHatK)).toEqual([0.42, 0.273, 0.22, 0.2]);
  });

  // scipy 1.17.1: Wilson on n_adj = min(n_eff (z/t)², trials).
  it('bounds them by scenarios, not by trials', () => {
    expect(bounds(success.graded)).toEqual([
      expect.closeTo(0.3207630017514771, 9),
      expect.closeTo(0.5261562969370001, 9),
    ]);
    const pass4 = consistency.passHatK[3]!.interval;
    expect([pass4.low, pass4.high]).toEqual([expect.closeTo(0.11012884, 7), expect.closeTo(0.33555572, 7)]);
  });

  // Independent recount, tau-bench issue #57: flip rate 52 %, ICC(1) .405; never and always by hand from the counts.
  it('counts scenarios that always, sometimes and never pass, and their intraclass correlation', () => {
    expect(consistency).toMatchObject({ always: 10, sometimes: 26, never: 14 });
    expect(estimateOf(consistency.flips).value).toBeCloseTo(0.52, 12);
    expect(consistency.variance?.icc).toBeCloseTo(0.4045843689588513, 10);
  });

  // Python and scipy's t quantile: the ANOVA estimate with each scenario left out once, on 49 degrees of freedom.
  it('bound the intraclass correlation by scenarios', () => {
    const { intraclass } = consistency.variance!;
    expect(estimateOf(intraclass).value).toBeCloseTo(0.4045843689588513, 10);
    expect(bounds(intraclass)).toEqual([expect.closeTo(0.22954089378695972, 9), expect.closeTo(0.5796278441307433, 9)]);
  });

  it('say why the correlation has no interval: two scenarios tell nothing of their spread', () => {
    const { consistency: of } = reliabilityReport(runFixture({ scenarios: { a: 'PPFF', b: 'PPPF' } }));
    expect(of.variance?.intraclass).toMatchObject({ absent: 'too-few' });
  });

  // By hand: 1.959964 * sqrt(2 * 50 * 0.146667) / 50.
  it('says that two single runs differ by up to 15 points from noise alone', () => {
    expect(consistency.singleRunGap?.gap).toBeCloseTo(0.1501218, 6);
  });

  // numpy: per-scenario differences, t interval on 49 degrees of freedom.
  it('gives the reliability tax and its interval', () => {
    expect(estimateOf(consistency.reliabilityTax).value).toBeCloseTo(0.22, 12);
    expect(bounds(consistency.reliabilityTax)).toEqual([expect.closeTo(0.14874808, 7), expect.closeTo(0.29125192, 7)]);
  });

  // Beta-Binomial maximum likelihood, computed in Python: alpha .64181, beta .85752; pass^8 = .1003.
  it('projects to twice the trials and labels it so', () => {
    expect(consistency.projected.map(({ k }) => k)).toEqual([5, 6, 7, 8]);
    expect(consistency.projected.every(({ kind }) => kind === 'projected')).toBe(true);
    expect(consistency.projected[3]!.value).toBeCloseTo(0.1003, 4);
  });

  // Published: MCPMark leaderboard, 52.6 %, 33.9 %, 68.5 %.
  it('gives the published pass@1, pass^4 and pass@4 of gpt-5-medium on MCPMark', () => {
    const report = reliabilityReport(mcpmark).consistency;
    expect(rounded([report.passHatK[0]!, report.passHatK[3]!, report.passAtK[3]!])).toEqual([0.526, 0.339, 0.685]);
  });
});

describe('a projection', () => {
  const projectedOf = (scenarios: Record<string, string>) => reliabilityReport(runFixture({ scenarios })).consistency;

  it('is left out where it exceeds the last observed pass^k', () => {
    // By hand: 10 scenarios always pass and 10 never do, so the projection is 10 of 20; the lost trial takes pass^5 to 9 of 20.
    const alike = (passing: string, at: number) => [`s${at}`, at % 2 === 0 ? passing : 'FFFFF'];
    const all = (first: string) =>
      Object.fromEntries(Array.from({ length: 20 }, (_, at) => alike(at === 0 ? first : 'PPPPP', at)));
    expect(rounded(projectedOf(all('PPPPP')).projected)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    const lost = projectedOf(all('PPPPL'));
    expect(lost.passHatK.at(-1)!.value).toBeCloseTo(9 / 20, 12);
    expect(lost.projected).toEqual([]);
  });

  it('is left out where the data reject its model', () => {
    // No Beta has all its scenarios at exactly half of their trials together with some that never and some that always pass.
    const { projected } = reliabilityReport(
      runFixture({ scenarios: scenariosByPasses([40, 0, 0, 0, 60, 0, 0, 0, 40], 8) }),
    ).consistency;
    expect(projected).toEqual([]);
  });
});

describe('the gap of two single runs', () => {
  const gapOf = (scenarios: Record<string, string>) =>
    reliabilityReport(runFixture({ scenarios })).consistency.singleRunGap;
  const suite = (count: number, letters: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`s${at}`, letters]));

  it('is not stated below ten scenarios of two graded trials', () => {
    expect(gapOf(suite(9, 'PF'))).toBeNull();
    expect(gapOf({ ...suite(9, 'PF'), once: 'PL' })).toBeNull();
    expect(gapOf(suite(10, 'PF'))).not.toBeNull();
  });

  it('never exceeds 100 points, nor does its interval', () => {
    // By hand: z * sqrt(2 * 10 * .5) / 10 for the unsteadiest suite there is: .62 at 95 %, but 1.04 at 99.9 %.
    const { gap, interval } = gapOf(suite(10, 'PF'))!;
    expect(gap).toBeCloseTo(0.6198, 4);
    expect(interval.high).toBeLessThanOrEqual(1);
    const wide = reliabilityReport(runFixture({ scenarios: suite(10, 'PF') }), { level: 0.999 }).consistency;
    expect(wide.singleRunGap).toMatchObject({ gap: 1, interval: { high: 1 } });
  });
});

describe('lost and missing trials', () => {
  const { success, consistency, losses, trials } = reliabilityReport(
    runFixture({ scenarios: { a: 'PPPL', b: 'PFMM', c: 'LLMM' } }),
  );

  it('are left out, counted as failures, and counted as passes', () => {
    // By hand: (3/3 + 1/2) / 2; (3/4 + 1/4 + 0) / 3; (4/4 + 3/4 + 4/4) / 3.
    expect(estimateOf(success.graded).value).toBeCloseTo(0.75, 12);
    expect(estimateOf(success.planned).value).toBeCloseTo(1 / 3, 12);
    expect(estimateOf(success.bestCase).value).toBeCloseTo(11 / 12, 12);
  });

  it('were not delivered: pass^k and pass@k go to the planned trials, beside them the graded ones', () => {
    expect(consistency.passHatK.map(({ k }) => k)).toEqual([1, 2, 3, 4]);
    expect(consistency.passHatKGraded.map(({ k }) => k)).toEqual([1, 2]);
    // By hand: C(3,3)/C(4,3) = 1/4 for a, nothing for b and c.
    expect(consistency.passHatK[2]!.value).toBeCloseTo(1 / 12, 12);
    // By hand, k = 2 of 4: 1 - C(1,2)/C(4,2) = 1 for a, 1 - C(3,2)/C(4,2) = 1/2 for b, 0 for c.
    expect(consistency.passAtK[1]!.value).toBeCloseTo(0.5, 12);
    // By hand: a passes 2 of 2 always, b has one pass and one failure.
    expect(consistency.passHatKGraded[1]!.value).toBeCloseTo(0.5, 12);
    expect(consistency.passAtKGraded[1]!.value).toBeCloseTo(1, 12);
  });

  it('count in the reliability tax and the retention', () => {
    // By hand: pass^1 - pass^4 = 1/3 - 0, as no scenario passed all of its four planned trials.
    expect(estimateOf(consistency.reliabilityTax).value).toBeCloseTo(1 / 3, 12);
    expect(estimateOf(consistency.retention).value).toBe(0);
  });

  it('leave no projection to a k that is observed: pass^k of planned trials already goes to 4', () => {
    expect(consistency.projected).toEqual([]);
  });

  it('are booked to their owners', () => {
    expect(losses).toMatchObject({ lost: 3, missing: 4 });
    expect(losses.byOwner).toEqual([
      { owner: 'infrastructure', count: 3, codes: [{ code: 'infrastructure_error', count: 3, message: null }] },
    ]);
    expect(trials).toMatchObject({ planned: 12, graded: 5, passed: 4, failed: 1, lost: 3, missing: 4 });
  });
});

describe('steps', () => {
  const conduct: Record<string, Partial<Trial>> = {
    'a/0': { facts: factsFixture({ agentTurns: 2, toolCalls: 4, toolErrors: 0, handedOver: false }) },
    'a/1': {
      facts: factsFixture({
        agentTurns: 3,
        toolCalls: 6,
        toolErrors: 2,
        afterError: { ...noReaction, changedArguments: 1, toldOrAskedUser: 1 },
      }),
    },
    'b/0': { facts: factsFixture({ agentTurns: 5, toolCalls: 0, toolErrors: 0 }), limitsHit: ['steps'] },
    'b/1': {
      facts: factsFixture({ agentTurns: 8, toolCalls: 10, toolErrors: 2, afterError: { ...noReaction, gaveUp: 2 } }),
    },
  };
  const edit = (trial: Trial): Trial => ({ ...trial, ...conduct[`${trial.scenarioId}/${trial.index}`] });
  const { steps } = reliabilityReport(runFixture({ scenarios: { a: 'FP', b: 'FP' }, edit }));

  it('pools tool errors over calls', () => {
    expect(steps.toolErrorRate).toMatchObject({ value: 4 / 20, trials: 20, scenarios: 2 });
  });

  it('shares out what the agent did after its failed calls', () => {
    expect(steps.afterError.map(({ reaction, count }) => [reaction, count])).toEqual([
      ['repeated-identically', 0],
      ['changed-arguments', 1],
      ['used-another-tool', 0],
      ['told-or-asked-user', 1],
      ['handed-over', 0],
      ['gave-up', 2],
    ]);
    expect(estimateOf(steps.afterError[5]!.share).value).toBeCloseTo(0.5, 12);
  });

  it('gives success with and without an error', () => {
    expect([estimateOf(steps.recovery).value, estimateOf(steps.successWithoutError).value]).toEqual([1, 0]);
  });

  // R 4.2.2: survfit(Surv(c(2, 3, 5, 8), c(1, 0, 1, 0)) ~ 1): .75 after 2, .375 after 5.
  it('draws the survival curve over agent turns, with passed trials censored', () => {
    const { points, failures, censored, unattributed, longest } = steps.survival;
    expect(points.map(({ step, survival, atRisk, events }) => [step, survival, atRisk, events])).toEqual([
      [2, 0.75, 4, 1],
      [3, 0.75, 3, 0],
      [5, 0.375, 2, 1],
      [8, 0.375, 1, 0],
    ]);
    expect({ failures, censored, unattributed, longest }).toEqual({
      failures: 2,
      censored: 2,
      unattributed: 1,
      longest: 8,
    });
  });

  it('takes per-step success for one minus failures per agent turn', () => {
    expect(estimateOf(steps.perStepSuccess).value).toBeCloseTo(1 - 2 / 18, 12);
  });

  it('labels what lies beyond the longest trial', () => {
    for (const { survival } of steps.projections) if (isEstimate(survival)) expect(survival.kind).not.toBe('observed');
  });

  it('compounds the chance per turn over longer jobs, and lets no model of timing speak when the turn of failures is unknown', () => {
    // One of two failures has no known turn, so the constant chance speaks alone: (1 - 2/18)^20.
    expect(steps.projections.map(({ steps: length, model }) => [length, model])).toEqual([
      [20, 'constant-hazard (compounding)'],
      [50, 'constant-hazard (compounding)'],
      [100, 'constant-hazard (compounding)'],
    ]);
    const { value, interval } = estimateOf(steps.projections[0]!.survival);
    expect(value).toBeCloseTo((16 / 18) ** 20, 12);
    const perStep = estimateOf(steps.perStepSuccess).interval;
    expect([interval.low, interval.high]).toEqual([
      expect.closeTo(perStep.low! ** 20, 12),
      expect.closeTo(perStep.high! ** 20, 12),
    ]);
  });

  // By hand: 5 failures in 100 agent turns leave .95 a turn, and .95^20 = .3585.
  it('says that 95 % a turn make 36 % of jobs of 20 turns', () => {
    const edit = (trial: Trial): Trial => ({
      ...trial,
      limitsHit: trial.outcome === 'fail' ? ['steps'] : [],
      facts: factsFixture({ agentTurns: 10 }),
    });
    const scenarios = Object.fromEntries([...'FFFFFPPPPP'].map((letter, at) => [`s${at}`, letter]));
    const { projections, perStepSuccess } = reliabilityReport(runFixture({ scenarios, edit })).steps;
    expect(estimateOf(perStepSuccess).value).toBeCloseTo(0.95, 12);
    const compounding = projections.filter(({ model }) => model === 'constant-hazard (compounding)');
    expect(compounding.map(({ steps: length }) => length)).toEqual([20, 50, 100]);
    expect(compounding.map(({ survival }) => estimateOf(survival).kind)).toEqual([
      'projected',
      'model-dependent',
      'model-dependent',
    ]);
    expect(estimateOf(compounding[0]!.survival).value).toBeCloseTo(0.3585, 4);
  });

  it('compounds beside the survival curve too, and warns where the turns of failures reject one constant chance', () => {
    const edit = (trial: Trial): Trial => ({
      ...trial,
      limitsHit: trial.outcome === 'fail' ? ['steps'] : [],
      facts: factsFixture({ agentTurns: trial.outcome === 'fail' ? 1 : 60 }),
    });
    const scenarios = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`s${at}`, at % 3 === 0 ? 'PF' : 'PP']));
    const { projections } = reliabilityReport(runFixture({ scenarios, edit })).steps;
    const at20 = projections.filter(({ steps: length }) => length === 20);
    expect(at20.map(({ model }) => model)).toEqual(['kaplan-meier', 'constant-hazard (compounding)']);
    expect(estimateOf(at20[1]!.survival).warnings.map(({ code }) => code)).toContain('constant-hazard-rejected');
  });

  it('bounds longer jobs by compounding also where nothing failed', () => {
    const edit = (trial: Trial): Trial => ({ ...trial, facts: factsFixture({ agentTurns: 10 }) });
    const scenarios = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`s${at}`, 'PP']));
    const { projections, perStepSuccess } = reliabilityReport(runFixture({ scenarios, edit })).steps;
    const last = estimateOf(projections.at(-1)!.survival);
    expect([last.value, last.interval.low]).toEqual([
      1,
      expect.closeTo(estimateOf(perStepSuccess).interval.low! ** 100, 12),
    ]);
  });

  it('lets the kernel choose a model where every failure has a turn', () => {
    const edit = (trial: Trial): Trial => ({
      ...trial,
      limitsHit: trial.outcome === 'fail' ? ['steps'] : [],
      facts: factsFixture({ agentTurns: 4 + trial.index }),
    });
    const scenarios = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`s${at}`, at % 4 === 0 ? 'PPF' : 'PPP']),
    );
    const { projections, survival } = reliabilityReport(runFixture({ scenarios, edit })).steps;
    expect(survival).toMatchObject({ unattributed: 0, longest: 6 });
    // All failures come at the sixth turn, so no constant hazard stands, and three failures fit no other model: only bounds are left.
    expect(projections.filter(({ steps: length }) => length === 20).map(({ model }) => model)).toEqual([
      'none',
      'constant-hazard (compounding)',
    ]);
    expect(new Set(projections.map(({ steps: length, model }) => `${length} ${model}`)).size).toBe(projections.length);
  });
});

describe('turns', () => {
  it('puts every length into one band', () => {
    const turnsOf = [0, 3, 4, 8, 9, 15, 16, 25, 26, 400];
    const edit = (trial: Trial) => ({ ...trial, facts: factsFixture({ userTurns: turnsOf[trial.index]! }) });
    const { turns } = reliabilityReport(runFixture({ scenarios: { a: 'PFPFPFPFPF' }, edit }));
    expect(turns.bands.map(({ label, success }) => [label, estimateOf(success).trials])).toEqual([
      ['up to 3', 2],
      ['4 to 8', 2],
      ['9 to 15', 2],
      ['16 to 25', 2],
      ['more than 25', 2],
    ]);
  });

  it('reads the trend within scenarios, so that long hard scenarios alone make none', () => {
    // Long scenarios fail more, but within each scenario a longer trial does as well as a shorter one.
    const edit = (trial: Trial) => ({
      ...trial,
      facts: factsFixture({ userTurns: (trial.scenarioId.startsWith('long') ? 20 : 2) + (trial.index % 2) }),
    });
    const scenarios = { 'long-1': 'FFFP', 'long-2': 'FFPF', 'long-3': 'FFFF', 'short-1': 'PFPP', 'short-2': 'FPPP' };
    const { turns } = reliabilityReport(runFixture({ scenarios, edit }));
    expect(estimateOf(turns.trend).value).toBeCloseTo(0, 12);
    expect(turns.trendP).toBeGreaterThan(0.5);
  });
});

describe('economics', () => {
  const cost: Record<string, number | null> = { 'a/0': 1, 'a/1': 3, 'b/0': null, 'b/1': 2 };
  const edit = (trial: Trial): Trial => ({
    ...trial,
    cost: { agentUsd: cost[`${trial.scenarioId}/${trial.index}`]!, userUsd: 0.5, judgeUsd: null, otherUsd: null },
  });
  const { economics } = reliabilityReport(runFixture({ scenarios: { a: 'PF', b: 'PF' }, edit }));

  it('never takes an unknown cost for zero', () => {
    expect(economics.costUsd).toMatchObject({ known: 3, unknown: 1 });
    expect(estimateOf(economics.costUsd.mean)).toMatchObject({ value: 2, excluded: 1 });
    expect(estimateOf(economics.costUsd.mean).warnings.map(({ code }) => code)).toContain('unknown-quantity');
  });

  it('leaves a success of unknown cost out of cost per success', () => {
    // By hand: (1 + 3 + 2) dollars for the one success whose cost is known.
    expect(estimateOf(economics.costUsd.perSuccess).value).toBe(6);
  });

  it('sums what is known of what was spent, by payer', () => {
    expect(economics.spentUsd).toEqual({ agent: 6, user: 2, judge: null, other: null });
  });

  it('has no cost per success without a success', () => {
    const { costUsd } = reliabilityReport(runFixture({ scenarios: { a: 'FF', b: 'FF' }, edit })).economics;
    expect(costUsd.perSuccess).toMatchObject({ absent: 'no-successes' });
  });

  it('gives the reason where nothing was recorded', () => {
    const report = reliabilityReport(airline);
    expect(report.economics.costUsd.mean).toMatchObject({ absent: 'unknown-cost' });
    expect(report.economics.durationMs.p95).toMatchObject({ absent: 'not-recorded' });
    expect(report.economics.humanIntervention).toMatchObject({ absent: 'not-recorded' });
  });
});

describe('failures', () => {
  it('keep a disqualifier of an attempt that does not count', () => {
    const { manifest } = runFixture({ scenarios: { a: 'M' } });
    const first = trialFixture('a', 0, 'P');
    const disqualifiers = [{ id: 'unauthorised-refund', message: 'refunded twice', step: 4 }];
    const retry: Trial = { ...trialFixture('a', 0, 'F'), attempt: 1, disqualifiers };
    const { failures, trials } = reliabilityReport({ manifest, trials: [first, retry] });
    expect(trials).toMatchObject({ passed: 1, failed: 0, extraAttempts: 1 });
    expect(failures.disqualifiers).toEqual([
      { id: 'unauthorised-refund', scenarioId: 'a', index: 0, step: 4, message: 'refunded twice' },
    ]);
  });

  it('name the worst scenarios first and count the source’s codes', () => {
    const edit = (trial: Trial): Trial => ({
      ...trial,
      failureCode: trial.outcome === 'fail' ? 'agent_timeout' : null,
    });
    const { byClass } = reliabilityReport(runFixture({ scenarios: { a: 'PF', b: 'FF', c: 'PP' }, edit })).failures;
    expect(byClass).toHaveLength(1);
    expect(byClass[0]).toMatchObject({
      class: 'limit',
      count: 3,
      codes: [{ code: 'agent_timeout', count: 3 }],
      examples: [
        { scenarioId: 'b', index: 0 },
        { scenarioId: 'a', index: 1 },
      ],
    });
  });
});

describe('silent failures', () => {
  // Of four failed trials: how many hit a limit (loud) and how many ended in order with a trajectory (silent); the rest tell nothing.
  const reported = (loud: number, silent: number) => {
    const edit = (trial: Trial): Trial => {
      if (trial.index < loud) return { ...trial, limitsHit: ['steps'] };
      if (trial.index >= loud + silent) return trial;
      return { ...trial, stop: { reason: 'user-ended', code: null }, facts: factsFixture({ handedOver: false }) };
    };
    return reliabilityReport(runFixture({ scenarios: { a: 'FFFF' }, edit })).failures;
  };

  it('have no share where only loud failures can be told', () => {
    const { silent, loud, visibilityUnknown, silentShare } = reported(3, 0);
    expect({ silent, loud, visibilityUnknown }).toEqual({ silent: 0, loud: 3, visibilityUnknown: 1 });
    expect(silentShare).toMatchObject({ absent: 'silent-failures-unseen' });
  });

  it('have a share where they are seen, and a share of nought where every failure is told', () => {
    expect(estimateOf(reported(2, 1).silentShare).value).toBeCloseTo(1 / 3, 12);
    expect(estimateOf(reported(4, 0).silentShare).value).toBe(0);
  });
});

describe('slices', () => {
  const slices = { a: { service: 'notion' }, b: { service: 'github' }, c: { service: 'notion' } };

  it('report the same figures over their own scenarios', () => {
    const report = reliabilityReport(runFixture({ scenarios: { a: 'PP', b: 'PF', c: 'FF' }, slices }));
    expect(report.slices.map(({ name, value, scenarios }) => [name, value, scenarios])).toEqual([
      ['service', 'github', 1],
      ['service', 'notion', 2],
    ]);
    const alone = reliabilityReport(runFixture({ scenarios: { a: 'PP', c: 'FF' } }));
    expect(report.slices[1]!.consistency).toEqual(alone.consistency);
  });

  it('beyond 200 values of a name are left out, and the report says so', () => {
    const ids = Array.from({ length: 203 }, (_, at) => `s${String(at).padStart(3, '0')}`);
    const run = runFixture({
      scenarios: Object.fromEntries(ids.map((id) => [id, 'P'])),
      slices: Object.fromEntries(ids.map((id) => [id, { id }])),
    });
    const report = reliabilityReport(run);
    expect(report.slices).toHaveLength(200);
    expect(report.run.remarks).toEqual([expect.objectContaining({ code: 'slices-left-out', count: 3 })]);
  });

  it('survive hostile names', () => {
    const hostile = Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]) as Record<string, string>;
    const report = reliabilityReport(runFixture({ scenarios: { a: 'P' }, slices: { a: hostile } }));
    expect(report.slices.map(({ name }) => name)).toContain('constructor');
  });
});

describe('dimensions', () => {
  it('pass only when every scored grade on them does', () => {
    const grader = { id: 'check', version: null, kind: 'code', digest: null } as const;
    const rest = { grader, score: null, evidence: [], costUsd: null };
    const edit = (trial: Trial): Trial => ({
      ...trial,
      grades: [
        { ...rest, dimension: 'final-state', finding: 'pass', decisive: true },
        { ...rest, dimension: 'final-state', finding: trial.index === 1 ? 'fail' : 'pass', decisive: false },
        { ...rest, dimension: 'tone', finding: trial.index === 0 ? 'not-scored' : 'fail', decisive: false },
      ],
    });
    const { dimensions } = reliabilityReport(runFixture({ scenarios: { a: 'PF' }, edit }));
    expect(
      dimensions.map(({ dimension, decisive, notScored, success }) => [
        dimension,
        decisive,
        notScored,
        estimateOf(success).value,
      ]),
    ).toEqual([
      ['final-state', true, 0, 0.5],
      ['tone', false, 1, 0],
    ]);
  });
});
