import { type Json, valueAt } from '#base';
import type { Fault } from '#schema';
import type { JsonPatch, JsonPatchOperation } from '../../json/json-patch.ts';
import type { Draw } from '../../mutate/candidate.ts';
import { isMembers, type Members } from '../mcp/rpc-message.ts';
import { inventedTool, keptShare, type ModelApi, unfinishedPieces } from './model-api.ts';
import { anthropicUsage } from './token-counts.ts';

const errorTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** The Messages API of Anthropic. */
export const anthropicMessages: ModelApi = {
  route: 'anthropic-messages',
  path: '/messages',
  refusalBody: ({ status, text }) => ({
    type: 'error',
    error: { type: errorTypes[status] ?? 'api_error', message: text },
  }),
  streamError: (text) => ({
    event: 'error',
    data: { type: 'error', error: { type: 'overloaded_error', message: text } },
  }),
  read(message, facts) {
    const answer = isMembers(message['message']) ? message['message'] : message;
    if (typeof answer['model'] === 'string') facts.model = answer['model'];
    facts.usage = anthropicUsage(answer['usage'], facts.usage);
  },
  isContent: (event) => event['type'] === 'content_block_delta',
  isEnd: (event) => event['type'] === 'message_delta' || event['type'] === 'message_stop',
  change,
  changeEvents,
};

function change(answer: Members, fault: Fault, draw: Draw): JsonPatch | string {
  const content = Array.isArray(answer['content']) ? (answer['content'] as Json[]) : [];
  const tool = content.findIndex((block) => isMembers(block) && block['type'] === 'tool_use');
  const text = content.findIndex((block) => isMembers(block) && block['type'] === 'text');
  switch (fault.kind) {
    case 'unknown-tool':
      return tool < 0
        ? 'no-tool-call'
        : [put(`/content/${tool}/name`, inventedTool(String(valueAt(content, `/${tool}/name`)), fault))];
    // The API parses arguments itself; what a model gets wrong there arrives as missing members.
    case 'bad-tool-call':
      return tool < 0 || isEmpty(valueAt(content, `/${tool}/input`))
        ? 'no-tool-call'
        : [put(`/content/${tool}/input`, {})];
    case 'length-stop': {
      const words = valueAt(content, `/${text}/text`);
      if (typeof words !== 'string' || words === '') return 'nothing-to-change';
      const kept = words.slice(0, Math.floor(words.length * keptShare(fault, draw))).toWellFormed();
      return [
        put('/content', [...content.slice(0, text), { ...(content[text] as Members), text: kept }]),
        put('/stop_reason', 'max_tokens'),
      ];
    }
    case 'empty':
      return [put('/content', []), put('/stop_reason', 'end_turn')];
    case 'refusal':
      return [put('/content', []), put('/stop_reason', 'refusal')];
    default:
      return 'nothing-to-change';
  }
}

function changeEvents(events: readonly Members[], fault: Fault, draw: Draw): (readonly Members[])[] | string {
  const calls = events.some((event) => inputOf(event) !== '');
  switch (fault.kind) {
    case 'unknown-tool':
      return events.some((event) => toolOf(event) !== null)
        ? events.map((event) => [renamed(event, fault)])
        : 'no-tool-call';
    case 'bad-tool-call':
      return calls ? cutInput(events).map((event) => [event]) : 'no-tool-call';
    case 'length-stop': {
      if (calls) return cutInput(events).map((event) => [stopped(event, 'max_tokens')]);
      const texts = events.filter((event) => valueAt(event, '/delta/text') !== undefined);
      const kept = new Set(texts.slice(0, Math.floor(texts.length * keptShare(fault, draw))));
      return events.map((event) => (texts.includes(event) && !kept.has(event) ? [] : [stopped(event, 'max_tokens')]));
    }
    case 'empty':
    case 'refusal':
      return events.map((event) =>
        isBlock(event) ? [] : [stopped(event, fault.kind === 'empty' ? 'end_turn' : 'refusal')],
      );
    default:
      return 'nothing-to-change';
  }
}

function isBlock(event: Members): boolean {
  return String(event['type']).startsWith('content_block_');
}

function inputOf(event: Members): string {
  const json = valueAt(event, '/delta/partial_json');
  return typeof json === 'string' ? json : '';
}

function toolOf(event: Members): string | null {
  const name = valueAt(event, '/content_block/name');
  return typeof name === 'string' && valueAt(event, '/content_block/type') === 'tool_use' ? name : null;
}

function renamed(event: Members, fault: Extract<Fault, { kind: 'unknown-tool' }>): Members {
  const name = toolOf(event);
  return name === null
    ? event
    : { ...event, content_block: { ...(event['content_block'] as Members), name: inventedTool(name, fault) } };
}

function cutInput(events: readonly Members[]): Members[] {
  const pieces = events.map(inputOf);
  const kept = unfinishedPieces(pieces);
  return events.map((event, at) =>
    pieces[at] === kept[at]
      ? event
      : { ...event, delta: { ...(event['delta'] as Members), partial_json: kept[at] ?? '' } },
  );
}

function stopped(event: Members, reason: string): Members {
  if (event['type'] !== 'message_delta' || !isMembers(event['delta'])) return event;
  return { ...event, delta: { ...event['delta'], stop_reason: reason } };
}

function isEmpty(value: Json | undefined): boolean {
  return !isMembers(value) || Object.keys(value).length === 0;
}

function put(path: string, value: Json): JsonPatchOperation {
  return { op: 'replace', path, value };
}
