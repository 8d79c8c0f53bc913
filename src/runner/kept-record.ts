import type { Json } from '#base';
import type { SeamEvent } from '#seam';

const mostEvents = 2000;
const mostChars = 256 * 1024;
const mostBodyChars = 2000;

/**
 * The seam's record as it is kept on the trajectory: its events in order, as many as fit, and how many were left out. What agent and tool said to each other
 * stands in the steps already, so that bodies are kept only where they were true and not delivered, and those only while they are short.
 */
export function keptRecord(events: readonly SeamEvent[]): Json {
  const kept: Json[] = [];
  let chars = 0;
  for (const event of events.slice(0, mostEvents)) {
    const short = shortened(event) as unknown as Json;
    chars += JSON.stringify(short).length;
    if (chars > mostChars) break;
    kept.push(short);
  }
  return { events: kept, leftOut: events.length - kept.length };
}

function shortened(event: SeamEvent): SeamEvent {
  if (event.kind === 'catalog') return { ...event, tools: [] };
  if (event.kind !== 'reply') return event;
  const { truth } = event;
  const isShort = truth !== null && 'text' in truth && truth.text.length <= mostBodyChars;
  return { ...event, body: null, truth: isShort ? truth : null };
}
