import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Suite, Trial } from '#schema';
import { createRun, openForAppend, openRun, type RunWriter } from '#store';
import type { RunPlan } from '../planned-trials.ts';
import { type RunEnding, type RunOptions, runSuite } from '../run-suite.ts';
import type { TrialPorts } from '../trial-ports.ts';
import { plainOptions, tallyManifest, tallyPlan } from './tally-run.ts';
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

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

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
  const directory = mkdtempSync(join(tmpdir(), 'seatrial-runner-'));
  folders.push(directory);
  return createRun(directory, tallyManifest(suite, plan, ports));
}
