import { redact } from '#schema';
import { AgentFailure } from '../agent.ts';
import { retryAfterMs } from '../wire/retry-after.ts';

interface CallError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string | undefined>>;
}

const unreachable = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
const brokenOff = /^(ECONNRESET|EPIPE|ETIMEDOUT|UND_ERR_)/;
const unusable = /JSONParse|TypeValidation|InvalidResponse|EmptyResponse|NoContent|NoOutput/;

/**
 * What an error of the SDK or of an agent built with it means. The request is never quoted, and headers neither. Errors that no provider made
 * are crashes of the agent.
 */
export function sdkFailure(error: unknown): AgentFailure {
  if (error instanceof AgentFailure) return error;
  const errors = chain(error);
  const status = errors.map(({ statusCode }) => statusCode).find((code) => typeof code === 'number');
  const message = `the model's provider: ${excerpt(errors[0]?.message ?? error)}`;
  if (errors.some(({ name }) => unusable.test(String(name))))
    return new AgentFailure('agent', 'agent-garbage', message);
  if (typeof status === 'number') return statusFailure(status, errors, message);
  const codes = errors.map(({ code }) => String(code));
  if (codes.some((code) => unreachable.test(code))) return lost('agent-unreachable', message);
  if (codes.some((code) => brokenOff.test(code))) return lost('provider-unavailable', message);
  return new AgentFailure('agent', 'agent-crashed', `the agent threw ${excerpt(errors[0]?.message ?? error)}`);
}

function statusFailure(status: number, errors: readonly CallError[], message: string): AgentFailure {
  const headers = errors.find(({ responseHeaders }) => responseHeaders !== undefined)?.responseHeaders ?? {};
  const wait = retryAfterMs(headers);
  if (status === 429) return lost('provider-rate-limited', message, wait);
  if (status === 408 || status >= 500) return lost('provider-unavailable', message, wait);
  // An answer that broke off has the status it began with.
  return lost(status < 300 ? 'provider-unavailable' : 'provider-refused', message);
}

function lost(code: string, message: string, wait: number | null = null): AgentFailure {
  return new AgentFailure('infrastructure', code, message, wait === null ? {} : { retryAfterMs: wait });
}

/** The error, and the errors inside it: the SDK wraps what its providers and the network throw. */
function chain(error: unknown): CallError[] {
  const errors: CallError[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && errors.length < 8) {
    errors.push(next);
    next = (next as { lastError?: unknown }).lastError ?? (next as { cause?: unknown }).cause;
  }
  return errors;
}

function excerpt(message: unknown): string {
  return redact(String(message).slice(0, 4000)).value.slice(0, 300);
}
