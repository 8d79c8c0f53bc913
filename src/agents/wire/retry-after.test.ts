import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

describe('the wait a server asks for', () => {
  // RFC 9110, 10.2.3: delay-seconds or an HTTP-date; RFC 9110, 5.6.7 for the form of dates.
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT', date: 'Fri, 31 Dec 1999 23:59:29 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT', date: 'Sat, 01 Jan 2000 00:59:59 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
  ])('of %o is %i ms', (headers, ms) => {
    expect(retryAfterMs(headers)).toBe(ms);
  });

  it.each([{}, { 'retry-after': '' }, { 'retry-after': 'soon' }, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }])(
    'is unknown for %o',
    (headers) => {
      expect(retryAfterMs(headers)).toBeNull();
    },
  );

  it('is never more than an hour', () => {
    expect(retryAfterMs({ 'retry-after': '1e300' })).toBe(3_600_000);
  });
});
