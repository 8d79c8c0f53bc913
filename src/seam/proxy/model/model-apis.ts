import { anthropicMessages } from './anthropic-messages.ts';
import type { ModelApi } from './model-api.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

const apis: readonly ModelApi[] = [openaiChat, openaiResponses, anthropicMessages];

/** The API that a request calls, known by the end of its path; null for any other request. */
export function modelApiOf(method: string, pathAndQuery: string): ModelApi | null {
  const [path = ''] = pathAndQuery.split('?');
  return method === 'POST' ? (apis.find((one) => path.endsWith(one.path)) ?? null) : null;
}
