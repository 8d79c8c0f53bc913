import { SeatrialError } from '#base';
import { FileRecord } from './file-record.ts';
import { recordPath } from './record-files.ts';

const mostSegments = 10_000;

/**
 * Opens the next segment of a trial's record that does not exist yet.
 *
 * @throws SEAM_RECORD_EXISTS after ten thousand segments, SEAM_RECORD_UNWRITABLE
 */
export function openSegment(folder: string, run: string, trial: string, server: string | null): FileRecord {
  for (let segment = 0; ; segment++) {
    try {
      return new FileRecord(recordPath(folder, run, trial, server, segment));
    } catch (error) {
      const taken = error instanceof SeatrialError && error.code === 'SEAM_RECORD_EXISTS';
      if (!taken || segment >= mostSegments) throw error;
    }
  }
}
