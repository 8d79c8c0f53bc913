import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Suite, Trial } from '#schema';
import { createRun, openForAppend, openRun, type RunWriter } from '#store';
import type { RunPlan } from '../planned-trials.ts';
import { liveManifest } from '../run-manifest.ts';
import { type RunEnding, type RunOptions, runSuite } from '../run-suite.ts';
import type { TrialPorts } from '../trial-ports.ts';
import { tallySuite } from './tally-scenario.ts';

/** What a test changes of a run. */
export interface TallyRun {
  readonly suite?: Suite;
  readonly plan?: Partial<RunPlan>;
  readonly options?: Partial<RunOptions>;
  /** A run folder to go on with. */
  readonly resume?: string;
}

/** What came of it. */
export interface PlayedRun {
  readonly directory: string;
  readonly ending: RunEnding;
  /** Every attempt, in the order of the journal. */
  readonly trials: readonly Trial[];
}

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

/** Plays a run of the tally suite into a new folder, or goes on with one, and reads it back. */
export async function playTally(ports: TrialPorts, run: TallyRun = {}): Promise<PlayedRun> {
  const suite = run.suite ?? tallySuite(3);
  const plan = tallyPlan(suite, run.plan);
  const writer = await writerOf(run, suite, plan, ports);
  const { directory } = writer;
  const past = run.resume === undefined ? [] : await readTrials(directory);
  const ending = await runSuite(plan, ports, writer, past, { ...plainOptions, ...run.options });
  return { directory, ending, trials: await readTrials(directory) };
}

/** Every attempt of a stored run. */
export async function readTrials(directory: string): Promise<Trial[]> {
  await using reader = await openRun(directory);
  return await reader.readTrials();
}

function writerOf(run: TallyRun, suite: Suite, plan: RunPlan, ports: TrialPorts): Promise<RunWriter> {
  if (run.resume !== undefined) return openForAppend(run.resume);
  const manifest = liveManifest({
    id: 'tally-run',
    name: 'tally run',
    createdAt: '2026-03-04T05:06:07Z',
    suite,
    plan,
    agent: ports.agent.identity,
    world: ports.world,
    users: [...new Set(plan.scenarios.map(ports.user))],
    judge: null,
    maxAttempts: 3,
    shard: null,
    remarks: [],
    version: '0.0.0',
    place: { os: null, arch: null, runtime: null, ci: null },
  });
  return createRun(mkdtempSync(join(tmpdir(), 'seatrial-runner-')), manifest);
}
