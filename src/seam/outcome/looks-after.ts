import type { Json } from '#base';
import type { Step } from '#schema';
import { jsonPlaces } from '../json/json-places.ts';
import type { SeamEvent, SeamEventOf } from '../record/seam-event.ts';
import { sameIntent } from './begun-faults.ts';
import type { TimedCall } from './trial-timeline.ts';

/** Calls of reading tools about the same thing, before the user speaks again; the call after, where steps are not known. */
export function looksAfter(
  met: TimedCall,
  after: readonly TimedCall[],
  steps: readonly Step[],
  readers: ReadonlySet<string>,
): TimedCall[] {
  const { step } = met;
  const userSpeaks = step === null ? -1 : steps.findIndex(({ kind }, at) => at > step && kind === 'user');
  const until = userSpeaks < 0 ? Number.POSITIVE_INFINITY : userSpeaks;
  const near = step === null ? after.slice(0, 1) : after.filter((later) => later.step !== null && later.step < until);
  const about = new Set(namesIn(met.call.arguments));
  const isWrite = !readers.has(toolOf(met.call));
  return near.filter((later) => {
    if (sameIntent(met, later) || !readers.has(toolOf(later.call))) return false;
    const names = namesIn(later.call.arguments);
    // after a write, a read of everything shows it too
    return names.some((name) => about.has(name)) || (isWrite && names.length === 0);
  });
}

function namesIn(args: Json | null): string[] {
  return jsonPlaces(args ?? null).flatMap(({ value }) =>
    typeof value === 'string' && value.length >= 3 ? [value] : typeof value === 'number' ? [String(value)] : [],
  );
}

/** The tools that the servers say only read. */
export function readingTools(events: readonly SeamEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) =>
      event.kind === 'catalog'
        ? Object.entries(event.effects).flatMap(([tool, effect]) =>
            effect === 'read' ? [toolOf({ server: event.server, operation: tool })] : [],
          )
        : [],
    ),
  );
}

/** A tool by its server and name. */
export function toolOf({ server, operation }: Pick<SeamEventOf<'call'>, 'server' | 'operation'>): string {
  return `${server}\n${operation}`;
}
