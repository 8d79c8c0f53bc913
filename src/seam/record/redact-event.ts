import type { Json } from '#base';
import { redact } from '#schema';
import type { SeamEvent } from './seam-event.ts';

/** An event without secrets. It says so where it has a field for that; a later digest mismatch is then explained. */
export function redactEvent(event: SeamEvent): SeamEvent {
  // Members of a tool's schema are named like secrets (`password`) and hold none: their texts are looked at one by one.
  if (event.kind === 'catalog') return { ...event, tools: event.tools.map(redactTexts) };
  const { value, redactions } = redact(event as unknown as Json);
  if (redactions === 0) return event;
  const clean = value as unknown as SeamEvent;
  return 'redacted' in clean ? { ...clean, redacted: true } : clean;
}

function redactTexts(value: Json): Json {
  if (typeof value === 'string') return redact(value).value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(redactTexts);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member === undefined ? member : redactTexts(member)]),
  );
}
