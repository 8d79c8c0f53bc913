/**
 * Adapts how many attempts are under way to what the agent's provider bears; `AdaptiveLimiter` of the room `llm` is one. Given by the composition
 * root; without one the run's concurrency alone holds.
 */
export interface ProviderLimiter {
  /** Resolves when one more may go out. @throws the signal's reason when aborted */
  acquire(signal: AbortSignal): Promise<(ending: AttemptEnding) => void>;
}

/** How an attempt came back: overloaded when the provider turned it away. */
export type AttemptEnding =
  | { readonly kind: 'done' }
  | { readonly kind: 'overloaded'; readonly retryAfterMs: number | null };
