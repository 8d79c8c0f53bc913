import { scriptedAction } from '../conformance-script.ts';
import type { WebhookRequest } from '../http/contract.ts';
import {
  answerJson,
  breakHttp,
  floodText,
  type LoopbackServer,
  loopbackServer,
  requestJson,
} from './loopback-server.ts';

/** The scripted agent behind a webhook. It keeps its memory by conversation, to show that conversations are told apart. */
export function scriptedWebhook(): Promise<LoopbackServer> {
  const heard = new Map<string, string[]>();
  return loopbackServer(async (request, response) => {
    const turn = (await requestJson(request)) as unknown as WebhookRequest;
    if (turn.calls.length > 0) return answerJson(response, { text: turn.calls.map(({ result }) => result).join('\n') });
    const texts = [...(heard.get(turn.conversation) ?? []), turn.text];
    heard.set(turn.conversation, texts);
    const action = scriptedAction(texts);
    if (breakHttp(action.kind, request, response)) return undefined;
    if (action.kind === 'call') return answerJson(response, { toolCalls: action.calls as never });
    return answerJson(response, { text: action.kind === 'say' ? action.text : floodText });
  });
}
