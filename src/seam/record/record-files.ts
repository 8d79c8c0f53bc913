import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadRecord, readSeamRecord } from './read-record.ts';
import type { SeamEvent } from './seam-event.ts';

/**
 * Where the record of a trial is kept: one file for all servers of one process, one more for each process of its own. A trial that connects to a
 * stdio server again gets further segments.
 *
 * @param server of a segment; null for the process that serves all others
 */
export function recordPath(folder: string, run: string, trial: string, server: string | null, segment: number): string {
  const parts = [run, trial, ...(server === null ? [] : [server]), ...(segment === 0 ? [] : [String(segment)])];
  return join(folder, `${parts.map(encodeURIComponent).join('@')}.jsonl`);
}

/** All of what was recorded of a trial, segments merged by the machine's clock. */
export interface TrialRecord {
  readonly events: readonly SeamEvent[];
  /** The segments, for the bodies that they keep beside them. */
  readonly segments: readonly ReadRecord[];
}

/**
 * Reads every segment of a trial.
 *
 * @throws as {@link readSeamRecord}
 */
export async function readTrialRecord(folder: string, run: string, trial: string): Promise<TrialRecord> {
  const prefix = `${encodeURIComponent(run)}@${encodeURIComponent(trial)}`;
  const files = readdirSync(folder).filter(
    (name) => name === `${prefix}.jsonl` || (name.startsWith(`${prefix}@`) && name.endsWith('.jsonl')),
  );
  const segments = await Promise.all(files.sort().map((name) => readSeamRecord(join(folder, name))));
  const events = segments.flatMap((segment) => segment.events).sort((a, b) => a.ms - b.ms);
  return { events, segments };
}
