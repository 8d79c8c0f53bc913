/** The longest wait that is believed: an hour. */
const longestMs = 3_600_000;

/**
 * How long a server asks to be left alone, in milliseconds; null when it does not say. Reads `retry-after-ms`, and `retry-after` as seconds or
 * as a date, which counts from the server's own `date` so that our clock does not matter.
 *
 * @param headers names in lower case
 */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>): number | null {
  const exact = Number(headers['retry-after-ms']?.trim() || Number.NaN);
  if (Number.isFinite(exact)) return bounded(exact);
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return bounded(seconds * 1000);
  const wait = Date.parse(text) - Date.parse(headers['date'] ?? '');
  return Number.isFinite(wait) ? bounded(wait) : null;
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, Math.round(ms)), longestMs);
}
