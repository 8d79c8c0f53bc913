import { describe, expect, it } from 'vitest';
import { gateEvidence } from '../src/cli/gate-evidence.ts';
import { decideGate, lintPolicy } from '../src/gates/index.ts';
import { runFixture } from '../src/reliability/testing/run-fixture.ts';
import {
  type FaultMark,
  type FaultOutcome,
  gatePolicySchema,
  type RunRecord,
  type Trial,
  type Verdict,
} from '../src/schema/index.ts';

// As the guide has it.
const policy = gatePolicySchema.parse({
  apiVersion: 'seatrial/gate/v1',
  name: 'faults',
  floors: [
    { metric: 'fault-recovery:rate-limit', atLeast: 0.9 },
    { metric: 'silent-corruption', atMost: 0.02 },
  ],
});

function marked(trial: Trial, kind: string, outcome: FaultOutcome | null): Trial {
  const mark: FaultMark = {
    id: `${kind}@1`,
    kind,
    surface: 'tool',
    step: 1,
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
  };
  return { ...trial, faults: [mark] };
}

interface Part {
  /** The outcome of the fault in the scenario of this number. */
  readonly outcome: (scenario: number) => FaultOutcome | null;
  readonly clean?: 'P' | 'F';
}

/** 200 goals, each played clean and under a rate limit. */
function run({ outcome, clean = 'P' }: Part): RunRecord {
  const goals = Array.from({ length: 200 }, (_, at) => `g${at}`);
  const record = runFixture({
    scenarios: Object.fromEntries(
      goals.flatMap((id) => [
        [id, clean],
        [`${id}+`, 'P'],
      ]),
    ),
    edit: (trial) =>
      trial.scenarioId.endsWith('+')
        ? marked(trial, 'rate-limit', outcome(Number(trial.scenarioId.slice(1, -1))))
        : trial,
  });
  const scenarios = record.manifest.suite.scenarios.map((scenario) =>
    scenario.id.endsWith('+') ? { ...scenario, twin: scenario.id.slice(0, -1) } : scenario,
  );
  return { ...record, manifest: { ...record.manifest, suite: { ...record.manifest.suite, scenarios } } };
}

function verdicts(part: Part): Record<string, Verdict> {
  const { rules } = decideGate(policy, gateEvidence(run(part), null, policy));
  return Object.fromEntries(
    rules.filter(({ kind }) => kind === 'floor').map(({ scope, verdict }) => [scope?.metric ?? '', verdict]),
  );
}

describe('a gate on faults', () => {
  it('lets an agent pass that recovers from rate limits and corrupts nothing', () => {
    expect(verdicts({ outcome: () => 'recovered' })).toEqual({
      'fault-recovery:rate-limit': 'pass',
      'silent-corruption': 'pass',
    });
  });

  it('stops one that gives up too often, and one that corrupts in silence', () => {
    const gaveUp = verdicts({ outcome: (at) => (at % 4 === 0 ? 'gave-up' : 'recovered') });
    expect(gaveUp['fault-recovery:rate-limit']).toBe('fail');
    const corrupts = verdicts({ outcome: (at) => (at % 10 === 0 ? 'silent-corruption' : 'recovered') });
    expect(corrupts['silent-corruption']).toBe('fail');
  });

  it('is undecided where no fault was delivered, and where the clean twins do not pass', () => {
    const undecided = { 'fault-recovery:rate-limit': 'inconclusive', 'silent-corruption': 'inconclusive' };
    expect(verdicts({ outcome: () => null })).toEqual(undecided);
    expect(verdicts({ outcome: () => 'recovered', clean: 'F' })).toEqual(undecided);
  });
});

describe('a policy that names kinds of faults', () => {
  it('has them spelled as in fault plans', () => {
    expect(lintPolicy(policy, null)).toEqual([]);
    const misspelt = gatePolicySchema.parse({
      ...policy,
      floors: [{ metric: 'fault-recovery:ratelimit', atLeast: 0.9 }],
    });
    expect(lintPolicy(misspelt, null)).toMatchObject([{ code: 'no-such-value', path: 'floors[0]' }]);
  });
});
