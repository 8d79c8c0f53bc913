import { SeatrialError } from '#base';
import { FileRecord } from './file-record.ts';
import { recordPath } from './record-path.ts';

const mostSegments = 10_000;

/**
 * Opens the next segment that does not exist yet of what a process of its own records for a trial: an agent may start its servers again.
 *
 * @throws SEAM_RECORD_EXISTS after ten thousand segments, SEAM_RECORD_UNWRITABLE
 */
export function openSegment(folder: string, run: string, trial: string, server: string): FileRecord {
  for (let segment = 0; ; segment++) {
    try {
      return new FileRecord(recordPath(folder, run, trial, server, segment));
    } catch (error) {
      const taken = error instanceof SeatrialError && error.code === 'SEAM_RECORD_EXISTS';
      if (!taken || segment >= mostSegments) throw error;
    }
  }
}
