import { redact } from '#schema';
import { ModelFailure } from './chat-model.ts';
import { retryAfter } from './retry-after.ts';

/** What an SDK tells about a failed call, as far as we look. */
interface CallError {
  readonly statusCode?: number;
  readonly responseHeaders?: Readonly<Record<string, string | undefined>>;
  readonly message: string;
}

/**
 * What an error of a model call means. Its message is ours and never holds the secrets, however the server echoes them.
 *
 * @param callee who was called, without secrets
 * @param secrets texts that must not appear, such as the API key
 */
export function modelFailureOf(error: unknown, callee: string, secrets: readonly string[]): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const call = innermost(error);
  const status = call.statusCode;
  const wait = retryAfter(call.responseHeaders ?? {});
  const said = excerpt(call.message, secrets);
  const options = wait === null ? {} : { retryAfterMs: wait };
  if (status === undefined) return new ModelFailure(codeWithoutStatus(error), `${callee}: ${said}`, options);
  return new ModelFailure(codeOf(status), `${callee} answered ${status}: ${said}`, options);
}

function codeOf(status: number): ModelFailure['code'] {
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'refused-request' : 'bad-answer';
}

/** Without a status either nothing was reached, or an answer came that the SDK could not use. */
function codeWithoutStatus(error: unknown): ModelFailure['code'] {
  const names = chain(error).map((one) => String((one as { name?: unknown }).name ?? ''));
  return names.some((name) => /Parse|Validation|NoObject|NoOutput|InvalidResponse|EmptyResponse|NoContent/.test(name))
    ? 'bad-answer'
    : 'unreachable';
}

/** The error that knows the status: SDKs wrap it. */
function innermost(error: unknown): CallError {
  const errors = chain(error) as CallError[];
  return errors.find(({ statusCode }) => typeof statusCode === 'number') ?? errors[0] ?? { message: String(error) };
}

function chain(error: unknown): object[] {
  const errors: object[] = [];
  for (let next = error; typeof next === 'object' && next !== null && errors.length < 8; )
    next = errors.push(next) && ((next as { lastError?: unknown }).lastError ?? (next as { cause?: unknown }).cause);
  return errors;
}

function excerpt(message: string, secrets: readonly string[]): string {
  // Far more than what is kept, so that no secret is cut in two within the excerpt.
  let clean = message.slice(0, 4000);
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '[redacted]');
  return redact(clean).value.slice(0, 300);
}
