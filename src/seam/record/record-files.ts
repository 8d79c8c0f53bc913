import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadRecord, readSeamRecord } from './read-record.ts';
import type { SeamEvent } from './seam-event.ts';

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
