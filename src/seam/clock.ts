/** Time as the seam uses it; given by whoever starts it. */
export interface SeamClock {
  /** Wall clock, ISO 8601, for people. */
  wall(): string;
  /** Milliseconds on a monotonic clock that all processes of the machine share. */
  ms(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
