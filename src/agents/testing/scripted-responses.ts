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

interface Item {
  readonly role?: string;
  readonly content?: string;
  readonly type?: string;
  readonly output?: string;
}

/** The scripted agent as a server of the responses API. */
export function scriptedResponses(): Promise<LoopbackServer> {
  return loopbackServer(async (request, response) => {
    const { input } = (await requestJson(request)) as unknown as { input: Item[] };
    if (input.at(-1)!.type === 'function_call_output') return answerJson(response, says(toolResults(input)));
    const action = scriptedAction(input.filter(({ role }) => role === 'user').map(({ content }) => content ?? ''));
    if (breakHttp(action.kind, request, response)) return undefined;
    if (action.kind === 'call')
      return answerJson(
        response,
        answers(
          { type: 'reasoning', id: 'rs_1', summary: [] },
          ...action.calls.map((call, at) => ({
            type: 'function_call',
            call_id: `call_${at}`,
            name: call.name,
            arguments: JSON.stringify(call.arguments),
          })),
        ),
      );
    return answerJson(response, says(action.kind === 'say' ? action.text : floodText));
  });
}

function toolResults(input: readonly Item[]): string {
  const lastDecision = input.findLastIndex(({ type }) => type === 'function_call');
  return input
    .slice(lastDecision + 1)
    .map(({ output }) => output)
    .join('\n');
}

function says(text: string): Json {
  return answers({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] });
}

function answers(...output: readonly Json[]): Json {
  return {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    model: 'scripted-1-2026',
    output,
    usage: { input_tokens: 12, output_tokens: 3, total_tokens: 15 },
  };
}
