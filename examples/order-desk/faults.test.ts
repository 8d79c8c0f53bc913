import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AgentFunctionFactory, openFunctionAgent } from '#agents';
import { careful, hasty, orderDesk, orderDeskSuitePath } from '#desk';
import { gradersFor } from '#graders';
import { countRun, measureMetric, reliabilityReport } from '#reliability';
import { liveManifest, playTrial, type RunPlan, trialSeed } from '#runner';
import { type FaultSection, isEstimate, type RunRecord, type Suite, type Trial } from '#schema';
import { loadSuite } from '#suites';
import { ruleUser } from '#users';

const user = ruleUser();

/** One trial of every scenario of the suite of faults, with rule-driven users, as `seatrial run` plays them. */
async function playAll(suite: Suite, agent: AgentFunctionFactory): Promise<RunRecord> {
  let now = Date.parse('2026-03-10T09:00:00Z');
  const clock = { now: () => new Date(now++), elapsedMs: () => now++ };
  const adapter = openFunctionAgent({ agent, name: agent.name ?? 'agent' });
  const ports = { agent: adapter, world: orderDesk, user: () => user, graders: gradersFor, clock };
  const plan: RunPlan = { scenarios: suite.scenarios, trials: 1, seed: 7, order: 'rounds', limits: {} };
  const trials: Trial[] = [];
  for (const scenario of suite.scenarios) {
    const request = { scenario, index: 0, attempt: 0, seed: trialSeed(plan.seed, scenario, 0) };
    trials.push((await playTrial(request, ports, new AbortController().signal)).trial);
  }
  const manifest = liveManifest({
    id: 'faults-run',
    name: 'faults',
    createdAt: '2026-03-10T09:00:00Z',
    suite,
    plan,
    agent: adapter.identity,
    world: orderDesk,
    users: [user],
    judge: null,
    maxAttempts: 1,
    shard: null,
    remarks: [],
    version: '0.0.0',
    place: { os: null, arch: null, runtime: null, ci: null },
  });
  return { manifest, trials };
}

let runs: { readonly careful: RunRecord; readonly hasty: RunRecord };
beforeAll(async () => {
  const suite = await loadSuite(fileURLToPath(new URL('faults.yaml', orderDeskSuitePath())), { cwd: '/' });
  runs = { careful: await playAll(suite, careful), hasty: await playAll(suite, hasty) };
}, 60_000);

function faultsOf(run: RunRecord): FaultSection {
  const { faults } = reliabilityReport(run);
  if (faults === null) throw new Error('expected faults');
  return faults;
}

function rate(run: RunRecord, metric: string): number {
  const measure = measureMetric(countRun(run), { metric, slice: null });
  return isEstimate(measure) ? measure.value : Number.NaN;
}

describe('the order desk under faults', () => {
  it('meets every kind of fault of its plans, and every fault that is realised is delivered', () => {
    const { counts, byKind } = faultsOf(runs.careful);
    const kinds = ['hang', 'lost-acknowledgement', 'rate-limit', 'server-error', 'truncate', 'wrong-value'];
    expect(byKind.map(({ kind }) => kind)).toEqual(kinds);
    expect(counts.delivered).toBe(counts.realised);
    for (const { counts: of } of byKind) expect(of.delivered).toBeGreaterThanOrEqual(8);
  });

  it('is mastered by the careful agent: it recovers from all that can be recovered from, and owns up to the rest', () => {
    for (const kind of ['hang', 'lost-acknowledgement', 'rate-limit', 'truncate'])
      expect(rate(runs.careful, `fault-recovery:${kind}`), kind).toBe(1);
    expect(rate(runs.careful, 'silent-corruption')).toBe(0);
    expect(rate(runs.careful, 'duplicate-effect')).toBe(0);
    expect(faultsOf(runs.careful).byKind.find(({ kind }) => kind === 'server-error')?.safeStop).toMatchObject({
      value: 1,
    });
  });

  it('is not by the hasty one, which recovers less and claims what never was', () => {
    const kind = 'lost-acknowledgement';
    expect(rate(runs.hasty, `fault-recovery:${kind}`)).toBeLessThan(rate(runs.careful, `fault-recovery:${kind}`) - 0.2);
    expect(rate(runs.hasty, 'silent-corruption:server-error')).toBeGreaterThan(0.1);
    expect(rate(runs.hasty, `duplicate-effect:${kind}`)).toBeGreaterThan(0.1);
  });

  it('lets the hasty agent refund twice after a lost acknowledgement, which the ledger proves', () => {
    const twice = runs.hasty.trials.filter(({ faults }) =>
      faults.some(({ outcome, target }) => outcome === 'duplicate-effect' && target === 'refund_payment'),
    );
    expect(twice.length).toBeGreaterThan(0);
    for (const trial of twice)
      expect(
        trial.disqualifiers.map(({ id }) => id),
        trial.scenarioId,
      ).toContain('once');
  });

  it('says of trials that met no fault that they test nothing', () => {
    const untouched = runs.careful.trials.filter(
      ({ scenarioId, faults }) => !scenarioId.endsWith('faults=none') && faults.length === 0,
    );
    expect(faultsOf(runs.careful).untouched).toBe(untouched.length);
  });
});
