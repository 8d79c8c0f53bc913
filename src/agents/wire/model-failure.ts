import { AgentFailure } from '../agent.ts';
import { flood } from '../reply-limits.ts';
import { type HttpAnswer, HttpBreak } from './http-exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import { excerptWithoutSecrets } from './secret-headers.ts';

/** Who was called, for messages. */
export interface Callee {
  /** Address without secrets. */
  readonly address: string;
  /** Headers that were sent; their values appear in no message. */
  readonly headers: Readonly<Record<string, string>>;
}

const overloaded = new Set([408, 500, 502, 503, 504, 520, 522, 524, 529]);

/** What a hosted model's refusal means: a limit, an outage, a conversation longer than the model takes, or a request it does not accept. */
export function modelStatusFailure(answer: HttpAnswer, callee: Callee): AgentFailure {
  const wait = retryAfterMs(answer.headers);
  const options = wait === null ? {} : { retryAfterMs: wait };
  const message = `${callee.address} answered ${answer.status}: ${excerptWithoutSecrets(answer.text, callee.headers)}`;
  if (answer.status === 429) return new AgentFailure('infrastructure', 'provider-rate-limited', message, options);
  if (overloaded.has(answer.status))
    return new AgentFailure('infrastructure', 'provider-unavailable', message, options);
  // The agent as configured cannot carry this conversation on; another attempt would end the same way.
  if (answer.text.includes('context_length_exceeded'))
    return new AgentFailure('agent', 'agent-context-exceeded', message);
  return new AgentFailure('infrastructure', 'provider-refused', message);
}

/** What a break of the connection to a hosted model means. Everything else passes through as it is. */
export function modelBreakFailure(error: unknown, callee: Callee): unknown {
  if (!(error instanceof HttpBreak)) return error;
  if (error.tooLarge) return flood(error.message);
  const code = error.reached ? 'provider-unavailable' : 'agent-unreachable';
  return new AgentFailure('infrastructure', code, `${callee.address}: ${error.message}`);
}
