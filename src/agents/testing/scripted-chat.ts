import type { Json } from '#base';
import { scriptedAction } from '../conformance-script.ts';
import {
  answerJson,
  breakHttp,
  floodText,
  type LoopbackServer,
  loopbackServer,
  requestJson,
} from './loopback-server.ts';

interface Message {
  readonly role: string;
  readonly content: string;
}

/** The scripted agent as a chat completions server. */
export function scriptedChat(): Promise<LoopbackServer> {
  return loopbackServer(async (request, response) => {
    const { messages } = (await requestJson(request)) as unknown as { messages: Message[] };
    const last = messages.at(-1)!;
    if (last.role === 'tool') return answerJson(response, completion({ content: toolResults(messages) }));
    const action = scriptedAction(messages.filter(({ role }) => role === 'user').map(({ content }) => content));
    if (breakHttp(action.kind, request, response)) return undefined;
    if (action.kind === 'call')
      return answerJson(response, completion({ content: null, tool_calls: calls(action.calls) }));
    return answerJson(response, completion({ content: action.kind === 'say' ? action.text : floodText }));
  });
}

function toolResults(messages: readonly Message[]): string {
  const lastDecision = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages
    .slice(lastDecision + 1)
    .map(({ content }) => content)
    .join('\n');
}

function calls(wanted: readonly { readonly name: string; readonly arguments: Json }[]): Json {
  return wanted.map((call, at) => ({
    id: `call_${at}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

function completion(message: { readonly content: string | null; readonly tool_calls?: Json }): Json {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'scripted-1-2026',
    choices: [
      {
        index: 0,
        finish_reason: message.tool_calls === undefined ? 'stop' : 'tool_calls',
        message: { role: 'assistant', refusal: null, ...message },
      },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  };
}
