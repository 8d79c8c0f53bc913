/** The time as a limiter and a retry see it; given as an argument, so that tests need not wait. */
export interface LimiterClock {
  /** Milliseconds since some fixed moment; never goes back. */
  elapsedMs(): number;
  /** @throws the signal's reason when aborted */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
