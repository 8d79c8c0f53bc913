import { setTimeout as delay } from 'node:timers/promises';
import type { LimiterClock } from './limiter-clock.ts';

/** The machine's own monotonic clock and timers. */
export const systemClock: LimiterClock = {
  elapsedMs: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};
