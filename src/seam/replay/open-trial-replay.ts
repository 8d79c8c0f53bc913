import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Json, SeatrialError } from '#base';
import type { ServerPolicy } from '../safety/guard.ts';
import { readRecordedTrial } from './read-recorded-trial.ts';
import type { ReplayConfig } from './replay-config.ts';
import { type ReplayNote, TrialReplay } from './trial-replay.ts';

/** What a trial that is replayed is opened with. */
export interface OpenTrialReplay {
  readonly config: ReplayConfig;
  /** The run that is recorded now. */
  readonly run: string;
  readonly trial: string;
  /** Every server of the seam that is served here. */
  readonly servers: readonly string[];
  note(name: ReplayNote, value: Json): void;
}

/** Whether a server is answered from the recording. */
export function isReplayed(config: ReplayConfig | undefined, server: string): boolean {
  return config !== undefined && (config.servers?.includes(server) ?? true);
}

/** What may be done to a server that a recording answers for: anything, unless calls can go to the server itself. */
export function replayedPolicy(policy: ServerPolicy, { unmatched }: ReplayConfig): ServerPolicy {
  return unmatched === 'live' ? policy : { ...policy, sandbox: true };
}

/**
 * Reads what answers a trial. A trial that was not recorded has no answers, and diverges with its first call.
 *
 * @throws as `readRecordedTrial`
 */
export async function openTrialReplay({ config, run, trial, servers, note }: OpenTrialReplay): Promise<TrialReplay> {
  const read = (name: string): ReturnType<typeof readRecordedTrial> =>
    readRecordedTrial(config.record, config.run ?? run, name, config.volatile);
  const own = await read(trial);
  const tools = config.trial === undefined || config.trial === trial ? own : await read(config.trial);
  const replayed = new Set(servers.filter((server) => isReplayed(config, server)));
  return new TrialReplay({ config, tools, models: own, servers: replayed, note });
}

/**
 * Looks whether a recording is there before anything is run.
 *
 * @param now where the new record goes
 * @throws SEAM_NO_RECORDING, SEAM_REPLAY_OF_ITSELF
 */
export function checkRecording(config: ReplayConfig, now: { readonly record: string; readonly run: string }): void {
  const run = config.run ?? now.run;
  if (resolve(config.record) === resolve(now.record) && run === now.run)
    throw new SeatrialError('SEAM_REPLAY_OF_ITSELF', {
      message: `expected a recording of another run or in another folder, got the folder and the run that are to be written: ${run}`,
      hint: 'give replay.run, or another record folder',
    });
  const files = existsSync(config.record) ? readdirSync(config.record) : [];
  if (files.some((file) => file.startsWith(`${encodeURIComponent(run)}@`) && file.endsWith('.jsonl'))) return;
  throw new SeatrialError('SEAM_NO_RECORDING', {
    message: `expected a recording of run ${run}, got ${files.length === 0 ? 'no recording' : 'none of that name'}`,
    hint: 'replay.record is the folder that an earlier seam wrote, replay.run the run’s name there',
    where: { file: config.record },
  });
}
