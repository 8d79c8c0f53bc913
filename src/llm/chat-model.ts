import type { Json } from '#base';
import type { Usage } from '#schema';

/** One message to a model of ours (a judge, a simulated user). */
export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** One call. */
export interface ChatRequest {
  readonly system: string;
  readonly messages: readonly ChatMessage[];
  /** JSON Schema the answer must fit; the answer is then JSON text. */
  readonly schema?: { readonly [key: string]: Json };
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly seed?: number;
}

/** What came back. */
export interface ChatAnswer {
  readonly text: string;
  /** The model that really answered, where told. */
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly usage: Usage;
  /** Null when no price is known. */
  readonly costUsd: number | null;
}

/** A model that we call: for judges and simulated users, never the agent's own. */
export interface ChatModel {
  /** Such as `openai:gpt-5.6-luna`; part of digests. */
  readonly id: string;
  /** @throws ModelFailure; the signal's reason when aborted */
  complete(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
}

/** A model call of ours that failed after its own retries. */
export class ModelFailure extends Error {
  readonly code: 'rate-limited' | 'unavailable' | 'refused-request' | 'bad-answer' | 'unreachable';
  readonly retryAfterMs: number | null;
  /** The answer that was of no use, with what it cost; null when none came. */
  readonly answer: ChatAnswer | null;

  constructor(
    code: ModelFailure['code'],
    message: string,
    options: { retryAfterMs?: number; answer?: ChatAnswer; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ModelFailure';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.answer = options.answer ?? null;
  }
}
