import type { RunManifest, Suite } from '#schema';
import type { RunPlan } from '../planned-trials.ts';
import { liveManifest } from '../run-manifest.ts';
import type { RunOptions } from '../run-suite.ts';
import type { Shard } from '../shard.ts';
import type { TrialPorts } from '../trial-ports.ts';

const never = new AbortController().signal;

/** Options of a run that nothing ends early. */
export const plainOptions: RunOptions = {
  concurrency: 4,
  maxAttempts: 3,
  budgetUsd: null,
  stopRule: null,
  finishing: never,
  cancelled: never,
};

/** The plan of a suite: two trials of each scenario unless changed. */
export function tallyPlan(suite: Suite, change: Partial<RunPlan> = {}): RunPlan {
  return { scenarios: suite.scenarios, trials: 2, seed: 1, order: 'rounds', limits: {}, ...change };
}

/** The manifest of a run of the tally suite. */
export function tallyManifest(suite: Suite, plan: RunPlan, ports: TrialPorts, shard: Shard | null = null): RunManifest {
  return liveManifest({
    id: 'tally-run',
    name: 'tally run',
    createdAt: '2026-03-04T05:06:07Z',
    suite,
    plan,
    agent: ports.agent.identity,
    world: ports.world,
    users: [...new Set(suite.scenarios.map(ports.user))],
    judge: null,
    maxAttempts: 3,
    shard,
    remarks: [],
    version: '0.0.0',
    place: { os: null, arch: null, runtime: null, ci: null },
  });
}
