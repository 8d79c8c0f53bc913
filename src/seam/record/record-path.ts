import { join } from 'node:path';

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
