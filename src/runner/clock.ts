/** The clock of a run. Timers are the process's own; only what is written down goes through here. */
export interface Clock {
  /** The time of day. */
  now(): Date;
  /** Milliseconds since some fixed moment; never goes back. */
  elapsedMs(): number;
}
