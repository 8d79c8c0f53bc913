import type { LimiterClock } from '../limiter-clock.ts';

/** A clock that stands still until it is moved; sleepers wake when their time has come. */
export class ManualClock implements LimiterClock {
  readonly sleeps: number[] = [];
  #now = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  elapsedMs(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((wake, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#sleepers.push({ at: this.#now + ms, wake });
    });
  }

  /** Moves the time on, and lets what waited for it run. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const awake = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of awake) wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clock on which every sleep is over at once; it notes how long each would have been. */
export class SleeplessClock implements LimiterClock {
  readonly sleeps: number[] = [];

  elapsedMs(): number {
    return this.sleeps.reduce((sum, ms) => sum + ms, 0);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
  }
}
