import { hrtime } from 'node:process';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { SeamClock } from './clock.ts';

/** The clock of this machine. Its `ms` are comparable between processes, so that records of several can be merged. */
export const machineClock: SeamClock = {
  wall: () => new Date().toISOString(),
  ms: () => Number(hrtime.bigint() / 1000n) / 1000,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {}),
};
