import type { Refusal } from '../../mutate/refusal-text.ts';
import type { Members } from '../mcp/rpc-message.ts';

const types: Readonly<Record<number, { readonly type: string; readonly code: string | null }>> = {
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};

/** The body of a refusal as the OpenAI APIs write it. */
export function openaiError({ status, text }: Refusal): Members {
  const { type, code } = types[status] ?? { type: 'server_error', code: null };
  return { error: { message: text, type, param: null, code } };
}
