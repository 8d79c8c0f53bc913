import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

describe('retryAfter', () => {
  it('reads seconds, milliseconds, and a date from the server’s own clock', () => {
    expect(retryAfter({ 'retry-after': '2' })).toBe(2000);
    expect(retryAfter({ 'retry-after-ms': '150', 'retry-after': '2' })).toBe(150);
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    expect(retryAfter({ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT', date })).toBe(30_000);
  });

  it('is unknown without a header, for words, and for a date without the server’s clock', () => {
    expect(retryAfter({})).toBeNull();
    expect(retryAfter({ 'retry-after': 'soon' })).toBeNull();
    expect(retryAfter({ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' })).toBeNull();
  });

  it('is never negative and never above an hour', () => {
    expect(retryAfter({ 'retry-after': '-5' })).toBe(0);
    expect(retryAfter({ 'retry-after': '1e9' })).toBe(3_600_000);
  });
});
