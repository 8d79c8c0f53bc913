import { isMembers, type Members } from '../proxy/mcp/rpc-message.ts';
import type { SeamEvent, SeamEventOf } from '../record/seam-event.ts';

/** What is to be known of a replayed trial before it is scored. */
export interface ReplaySummary {
  /** Calls answered from the recording. */
  readonly replayed: number;
  /** Of them those that got a read's last answer once more, and those whose arguments were only near. */
  readonly repeated: number;
  readonly fuzzy: number;
  /** Calls that were not recorded. */
  readonly missed: number;
  /** Calls that were not recorded and answered by the server itself. */
  readonly live: number;
  /** Calls answered with a made-up value or a refusal: the trial does not count as correct or wrong by them. */
  readonly synthetic: number;
  /** Whether a call found no answer: the trial is unmeasured, for the reason `diverged`; it has not failed. */
  readonly diverged: boolean;
  /** Time of the first write that was not recorded; what comes later counts for cost and not for correctness. Null for none. */
  readonly offPathFromMs: number | null;
}

/** Reads off a record how far a trial stayed on its recording. All zero, and not diverged, for a trial that was not replayed. */
export function replaySummary(events: readonly SeamEvent[]): ReplaySummary {
  const notes = events.filter((event) => event.kind === 'note');
  const replies = events.filter((event) => event.kind === 'reply');
  const matched = (how: string): number =>
    notes.filter((note) => note.name === 'replay-match' && said(note, 'how') === how).length;
  const misses = notes.filter(({ name }) => name === 'replay-miss');
  const answered = (...by: string[]): number => misses.filter((note) => by.includes(said(note, 'answered'))).length;
  return {
    replayed: replies.filter(({ source }) => source === 'replay').length,
    repeated: matched('repeated'),
    fuzzy: matched('fuzzy'),
    missed: misses.length,
    live: answered('live'),
    synthetic: answered('schema', 'tool-error'),
    diverged: answered('nothing') > 0,
    offPathFromMs: notes.find(({ name }) => name === 'replay-off-path')?.ms ?? null,
  };
}

function said({ value }: SeamEventOf<'note'>, member: string): string {
  const found = isMembers(value ?? undefined) ? (value as Members)[member] : null;
  return typeof found === 'string' ? found : '';
}
