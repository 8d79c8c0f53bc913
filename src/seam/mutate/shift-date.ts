import type { Json } from '#base';

/**
 * An ISO 8601 date, or the date of a point in time, some days later; its time of day and zone stay. Null for anything else.
 *
 * @example shiftDate('2026-02-28', 1) // '2026-03-01'
 */
export function shiftDate(value: Json, days: number): string | null {
  if (typeof value !== 'string') return null;
  const found = /^(\d{4}-\d{2}-\d{2})($|[T ].{0,40}$)/.exec(value);
  const day = Date.parse(`${found?.[1]}T00:00:00Z`);
  if (found === null || Number.isNaN(day)) return null;
  return `${new Date(day + days * 86_400_000).toISOString().slice(0, 10)}${found[2]}`;
}
