import { SeatrialError } from '#base';
import type { Trial } from '#schema';
import type { RunWriter } from '#store';
import { bareLostTrial } from './bare-lost-trial.ts';
import type { PlayedTrial } from './played-trial.ts';

/** Errors of the store that speak of one record and not of the disk. */
const recordErrors: ReadonlySet<string> = new Set([
  'STORE_BAD_TRIAL',
  'STORE_BAD_TRAJECTORY',
  'STORE_TOO_LARGE',
  'STORE_TOO_DEEP',
  'STORE_NOT_JSON',
]);

/**
 * Stores an attempt; gives the trial as it was stored. A record that the store refuses, because an adapter let something through that no record
 * may hold, becomes a loss of this attempt without words: it must not end the run.
 *
 * @throws STORE_WRITE_FAILED and other errors of the store that are not about the record
 */
export async function storeAttempt(writer: RunWriter, { trial, trajectory }: PlayedTrial): Promise<Trial> {
  try {
    await writer.append({ trial, trajectory, raw: null });
    return trial;
  } catch (error) {
    if (!(error instanceof SeatrialError) || !recordErrors.has(error.code)) throw error;
    const lost = unrecordable(trial, error);
    await writer.append({ trial: lost, trajectory: null, raw: null });
    return lost;
  }
}

function unrecordable(trial: Trial, error: SeatrialError): Trial {
  const { scenarioId, index, attempt, seed, startedAt, endedAt, durationMs } = trial;
  const code = 'record-refused';
  const loss = { owner: 'infrastructure', code, message: `${error.code}: ${error.message}`.slice(0, 2000) } as const;
  const bare = bareLostTrial({ scenarioId, index, attempt, seed }, loss, { reason: 'infrastructure-error', code });
  return { ...bare, startedAt, endedAt, durationMs };
}
