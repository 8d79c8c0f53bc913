import type { Fault } from '#schema';
import type { Draw } from './candidate.ts';

/** A service's refusal: its status, its words, its machine-readable code. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  /** As services put it into `error.code` or `error.type`. */
  readonly code: string;
  readonly retryAfterS: number | null;
}

interface Wording {
  readonly code: string;
  readonly texts: readonly string[];
}

const statusNames: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const rateLimit: Wording = {
  code: 'rate_limit_exceeded',
  texts: [
    '429 Too Many Requests: rate limit exceeded, retry after {s} seconds',
    'Rate limit reached. Please try again in {s}s.',
    'Error: request failed with status 429 (Too Many Requests). Retry-After: {s}',
    'Quota exceeded for this resource. Try again in {s} seconds.',
  ],
};
const serverError: Wording = {
  code: 'internal_error',
  texts: [
    'Error: request failed with status {status} ({name})',
    '{status} {name}: the service could not process the request',
    'An unexpected error occurred while processing the request ({status}).',
    'upstream error: HTTP {status}',
  ],
};
const unauthorized: Wording = {
  code: 'unauthorized',
  texts: [
    '401 Unauthorized: the access token expired',
    'Error: request failed with status 401 (Unauthorized)',
    'Authentication failed: token is invalid or has expired.',
  ],
};
const notFound: Wording = {
  code: 'not_found',
  texts: [
    '404 Not Found: no such resource',
    'Error: request failed with status 404 (Not Found)',
    'The requested resource could not be found.',
  ],
};

/** How a service would word a refusal, chosen by the draw; null for faults that are no refusals. The words hold nothing that only a test would say. */
export function refusalOf(fault: Fault, draw: Draw): Refusal | null {
  const text = 'text' in fault ? fault.text : undefined;
  switch (fault.kind) {
    case 'rate-limit':
      return worded(rateLimit, 429, text, fault.retryAfterS, draw);
    case 'server-error':
      return worded(serverError, fault.status, text, null, draw);
    case 'unauthorized':
      return worded(unauthorized, 401, text, null, draw);
    case 'not-found':
      return worded(notFound, 404, text, null, draw);
    default:
      return null;
  }
}

function worded(
  { code, texts }: Wording,
  status: number,
  text: string | undefined,
  retryAfterS: number | null,
  draw: Draw,
): Refusal {
  const chosen = text ?? texts[Math.floor(draw('text') * texts.length)] ?? '';
  const filled = chosen
    .replaceAll('{s}', String(retryAfterS ?? 1))
    .replaceAll('{status}', String(status))
    .replaceAll('{name}', statusNames[status] ?? 'Error');
  return { status, text: filled, code, retryAfterS };
}
