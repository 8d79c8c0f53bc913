import { deriveSeed } from '#base';
import type { AdaptiveLimiter } from './adaptive-limiter.ts';
import { type ChatAnswer, type ChatModel, type ChatRequest, ModelFailure } from './chat-model.ts';
import type { LimiterClock } from './limiter-clock.ts';
import { systemClock } from './system-clock.ts';

/** How often and how patiently calls are tried again. */
export interface RetryOptions {
  /** Tries after the first; 3 unless told. */
  readonly retries?: number;
  /** Seeds the jitter. */
  readonly seed?: number;
  /** Shared by all calls to one provider; no limit unless told. */
  readonly limiter?: AdaptiveLimiter;
  readonly clock?: LimiterClock;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Longer waits are the caller's to plan: a trial that sleeps for minutes holds its place in the run. */
const longestRetryAfterMs = 60_000;

/**
 * A model whose calls are tried again when the provider is overloaded, unavailable or unreachable: after what `Retry-After` asks for, else after
 * a pause that doubles, spread over its second half by a seeded jitter. Answers that came but are useless are not tried again here.
 *
 * The only place where our model calls are retried; SDK retries are switched off.
 */
export function retryingModel(model: ChatModel, options: RetryOptions = {}): ChatModel {
  const { retries = 3, seed = 0, limiter, clock = systemClock } = options;
  let calls = 0;
  return {
    id: model.id,
    complete: async (request, signal) => {
      const call = calls++;
      for (let attempt = 0; ; attempt++) {
        try {
          return await limited(model, request, signal, limiter);
        } catch (error) {
          const pauseMs =
            attempt < retries ? pauseAfter(error, deriveSeed(seed, 'jitter', call, attempt), attempt) : null;
          if (pauseMs === null) throw error;
          await clock.sleep(pauseMs, signal);
        }
      }
    },
  };
}

/** Null when the call is not to be tried again. */
function pauseAfter(error: unknown, draw: number, attempt: number): number | null {
  if (!(error instanceof ModelFailure) || error.code === 'refused-request' || error.code === 'bad-answer') return null;
  const { retryAfterMs } = error;
  if (retryAfterMs !== null) return retryAfterMs <= longestRetryAfterMs ? retryAfterMs : null;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + draw / 2 ** 33);
}

async function limited(
  model: ChatModel,
  request: ChatRequest,
  signal: AbortSignal,
  limiter: AdaptiveLimiter | undefined,
): Promise<ChatAnswer> {
  if (limiter === undefined) return model.complete(request, signal);
  const release = await limiter.acquire(signal);
  try {
    const answer = await model.complete(request, signal);
    release({ kind: 'done' });
    return answer;
  } catch (error) {
    const busy = error instanceof ModelFailure && (error.code === 'rate-limited' || error.code === 'unavailable');
    release(busy ? { kind: 'overloaded', retryAfterMs: error.retryAfterMs } : { kind: 'done' });
    throw error;
  }
}
