/** The longest wait that is believed: an hour. */
const longestMs = 3_600_000;

/**
 * How long a server asks to be left alone, in ms; null when it does not say. Reads `retry-after-ms`, and `retry-after` as seconds or as a date,
 * which counts from the server's own `date` so that our clock does not matter (RFC 9110, 10.2.3).
 *
 * @param headers names in lower case
 */
export function retryAfter(headers: Readonly<Record<string, string | undefined>>): number | null {
  const exact = headers['retry-after-ms']?.trim();
  const text = headers['retry-after']?.trim();
  const said = [
    exact ? Number(exact) : Number.NaN,
    text ? Number(text) * 1000 : Number.NaN,
    Date.parse(text ?? '') - Date.parse(headers['date'] ?? ''),
  ].find(Number.isFinite);
  return said === undefined ? null : Math.min(Math.max(0, Math.round(said)), longestMs);
}
