import { deriveSeed } from '#base';
import { createRandom } from '#stats';

/** Longest pause before another attempt, in ms. Whoever asks for more is not asked again. */
export const longestPauseMs = 300_000;

const firstPauseMs = 1000;
const longestOwnPauseMs = 60_000;

/**
 * How long to wait before the next attempt at a lost trial: what the other side asked for, else a pause that doubles with each attempt, spread over
 * its second half so that trials lost together do not come back together. Null when the other side asks for too long.
 *
 * @param attempt the lost attempt, from 0
 */
export function backOffMs(seed: number, attempt: number, retryAfterMs: number | null): number | null {
  if (retryAfterMs !== null) return retryAfterMs <= longestPauseMs ? Math.max(0, retryAfterMs) : null;
  const whole = Math.min(longestOwnPauseMs, firstPauseMs * 2 ** attempt);
  return whole * (0.5 + 0.5 * createRandom(deriveSeed(seed, 'back-off', attempt)).next());
}

/** Sleeps; wakes early, without an error, when a signal aborts. */
export function sleepUnlessAborted(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    for (const signal of signals) signal.addEventListener('abort', wake, { once: true });
    if (signals.some(({ aborted }) => aborted)) wake();
  });
}
