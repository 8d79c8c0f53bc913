/**
 * Adapts how many attempts are under way to what the agent's provider bears. Given by the composition root; without one the run's
 * concurrency alone holds.
 */
export interface ProviderLimiter {
  /** Resolves when one more may go out. @throws the signal's reason when aborted */
  acquire(signal: AbortSignal): Promise<void>;
  /** One came back; overloaded when the provider turned it away. */
  release(result: { readonly overloaded: boolean; readonly retryAfterMs: number | null }): void;
}
