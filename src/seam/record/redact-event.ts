import { type Json, redact } from '#base';
import type { SeamEvent } from './seam-event.ts';

/** The parts of an event that come from outside; digests, ids and times hold no secret and need no look. */
const outside: Readonly<Partial<Record<SeamEvent['kind'], readonly string[]>>> = {
  begin: ['run', 'trial', 'scenario'],
  call: ['operation', 'arguments'],
  reply: ['body', 'truth'],
  fault: ['patch', 'undo'],
  note: ['value'],
  agent: ['body'],
  effect: ['changes'],
  end: ['reason'],
};

/** An event without secrets. It says so where it has a field for that; a later digest mismatch is then explained. */
export function redactEvent(event: SeamEvent): SeamEvent {
  // Members of a tool's schema are named like secrets (`password`) and hold none: their texts are looked at one by one.
  if (event.kind === 'catalog') return { ...event, tools: event.tools.map(redactTexts) };
  const fields = event as unknown as { readonly [name: string]: Json };
  const clean: Record<string, Json> = {};
  let redactions = 0;
  for (const name of outside[event.kind] ?? []) {
    const { value, redactions: found } = redact(fields[name] ?? null);
    if (found > 0) clean[name] = value;
    redactions += found;
  }
  if (redactions === 0) return event;
  return { ...event, ...clean, ...('redacted' in event && { redacted: true }) } as SeamEvent;
}

function redactTexts(value: Json): Json {
  if (typeof value === 'string') return redact(value).value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(redactTexts);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member === undefined ? member : redactTexts(member)]),
  );
}
