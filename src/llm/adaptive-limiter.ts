import type { LimiterClock } from './limiter-clock.ts';
import { systemClock } from './system-clock.ts';

/** How a call ended, for the limiter: `overloaded` is a 429 or a provider that says it is too busy. */
export type CallEnding =
  | { readonly kind: 'done' }
  | { readonly kind: 'overloaded'; readonly retryAfterMs: number | null };

/** Gives a place back. Calling it again does nothing. */
export type Release = (ending: CallEnding) => void;

/** The bounds of a limiter, in calls at a time. */
export interface LimiterOptions {
  /** Most calls at a time; also where the limit starts, because that is what the user asked for. */
  readonly most: number;
  /** Fewest calls at a time; 1 unless told. */
  readonly least?: number;
  readonly clock?: LimiterClock;
}

interface Waiting {
  start(): void;
  fail(reason: unknown): void;
}

/** A wait that a provider asks for is believed up to five minutes; one endless header must not stop a run. */
const longestPauseMs = 300_000;

/**
 * How many calls to one provider run at a time: halved when the provider is overloaded, raised by about one for each full window of calls that
 * ended well (AIMD: Chiu & Jain 1989). `Retry-After` pauses all calls. First come, first served.
 *
 * Overloads of calls that began before the last cut do not cut again: they speak of the same moment.
 *
 * @example
 * const limiter = new AdaptiveLimiter({ most: 16 });
 * const release = await limiter.acquire(signal);
 * release({ kind: 'done' });
 */
export class AdaptiveLimiter {
  readonly #most: number;
  readonly #least: number;
  readonly #clock: LimiterClock;
  #limit: number;
  #active = 0;
  #cuts = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #waking = false;
  readonly #waiting = new Set<Waiting>();

  constructor({ most, least = 1, clock = systemClock }: LimiterOptions) {
    if (!(Number.isInteger(most) && Number.isInteger(least) && least >= 1 && most >= least))
      throw new RangeError(`expected whole numbers 1 <= least <= most, got least ${least} and most ${most}`);
    this.#most = most;
    this.#least = least;
    this.#limit = most;
    this.#clock = clock;
  }

  /** Calls that may run at a time, now. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Calls that run. */
  get active(): number {
    return this.#active;
  }

  /** Calls that wait for a place. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Milliseconds until calls may start again; 0 when they may. */
  get pausedMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.elapsedMs());
  }

  /** Waits for a place. @throws the signal's reason when aborted */
  acquire(signal?: AbortSignal): Promise<Release> {
    return new Promise<Release>((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const leave = (): void => waiting.fail(signal?.reason);
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve(this.#begin());
        },
        fail: (reason) => {
          this.#waiting.delete(waiting);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
      this.#startWaiting();
    });
  }

  #begin(): Release {
    this.#active++;
    const cuts = this.#cuts;
    let released = false;
    return (ending) => {
      if (released) return;
      released = true;
      // Only a limit that was in use has shown that it can be borne.
      const inUse = this.#active >= this.limit;
      this.#active--;
      if (ending.kind === 'overloaded') this.#cut(cuts, ending.retryAfterMs);
      else if (inUse) this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
      this.#startWaiting();
    };
  }

  #cut(cutsAtStart: number, retryAfterMs: number | null): void {
    if (retryAfterMs !== null)
      this.#pausedUntil = Math.max(
        this.#pausedUntil,
        this.#clock.elapsedMs() + Math.min(Math.max(0, retryAfterMs), longestPauseMs),
      );
    if (cutsAtStart < this.#cuts) return;
    this.#cuts++;
    this.#limit = Math.max(this.#least, this.#limit / 2);
  }

  #startWaiting(): void {
    if (this.#waiting.size > 0 && this.pausedMs > 0) {
      void this.#wake();
      return;
    }
    for (const waiting of this.#waiting) {
      if (this.#active >= this.limit) return;
      this.#waiting.delete(waiting);
      waiting.start();
    }
  }

  /** Starts what waits when the pause is over; one timer at a time. */
  async #wake(): Promise<void> {
    if (this.#waking) return;
    this.#waking = true;
    await this.#clock.sleep(this.pausedMs);
    this.#waking = false;
    this.#startWaiting();
  }
}
