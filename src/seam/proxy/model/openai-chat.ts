import { type Json, valueAt } from '#base';
import type { Fault } from '#schema';
import type { JsonPatch, JsonPatchOperation } from '../../json/json-patch.ts';
import type { Draw } from '../../mutate/candidate.ts';
import { isMembers, type Members } from '../mcp/rpc-message.ts';
import { inventedTool, keptShare, type ModelApi, refusalWords, unfinished, unfinishedPieces } from './model-api.ts';
import { openaiError } from './openai-error.ts';
import { openaiUsage } from './token-counts.ts';

const message = '/choices/0/message';
const delta = '/choices/0/delta';
const finish = '/choices/0/finish_reason';

/** Chat Completions of OpenAI and of everything compatible with it. */
export const openaiChat: ModelApi = {
  route: 'openai-chat',
  path: '/chat/completions',
  refusalBody: openaiError,
  streamError: (text) => ({
    event: null,
    data: { error: { message: text, type: 'server_error', param: null, code: null } },
  }),
  read(answer, facts) {
    if (typeof answer['model'] === 'string') facts.model = answer['model'];
    facts.usage = openaiUsage(answer['usage']) ?? facts.usage;
  },
  isContent: (event) => textOf(event) !== '' || argumentsOf(event) !== '',
  isEnd: (event) => typeof valueAt(event, finish) === 'string',
  change,
  changeEvents,
};

function change(answer: Members, fault: Fault, draw: Draw): JsonPatch | string {
  const name = valueAt(answer, `${message}/tool_calls/0/function/name`);
  const args = valueAt(answer, `${message}/tool_calls/0/function/arguments`);
  const content = valueAt(answer, `${message}/content`);
  switch (fault.kind) {
    case 'unknown-tool':
      return typeof name === 'string'
        ? [put(`${message}/tool_calls/0/function/name`, inventedTool(name, fault))]
        : 'no-tool-call';
    case 'bad-tool-call':
      return typeof args === 'string'
        ? [put(`${message}/tool_calls/0/function/arguments`, unfinished(args))]
        : 'no-tool-call';
    case 'length-stop':
      if (typeof args === 'string')
        return [put(`${message}/tool_calls/0/function/arguments`, unfinished(args)), put(finish, 'length')];
      if (typeof content !== 'string' || content === '') return 'nothing-to-change';
      return [
        put(`${message}/content`, content.slice(0, Math.floor(content.length * keptShare(fault, draw))).toWellFormed()),
        put(finish, 'length'),
      ];
    case 'empty':
      return valueAt(answer, message) === undefined
        ? 'nothing-to-change'
        : [...withoutTools(answer), add(`${message}/content`, ''), put(finish, 'stop')];
    case 'refusal':
      if (valueAt(answer, message) === undefined) return 'nothing-to-change';
      return [
        ...withoutTools(answer),
        add(`${message}/content`, null),
        add(`${message}/refusal`, fault.text ?? refusalWords),
        put(finish, 'stop'),
      ];
    default:
      return 'nothing-to-change';
  }
}

function withoutTools(answer: Members): JsonPatchOperation[] {
  return valueAt(answer, `${message}/tool_calls`) === undefined
    ? []
    : [{ op: 'remove', path: `${message}/tool_calls` }];
}

function changeEvents(events: readonly Members[], fault: Fault, draw: Draw): (readonly Members[])[] | string {
  const contents = events.filter((event) => textOf(event) !== '');
  const calls = events.some((event) => argumentsOf(event) !== '');
  switch (fault.kind) {
    case 'unknown-tool':
      return events.some((event) => toolName(event) !== '')
        ? events.map((event) => [renamed(event, fault)])
        : 'no-tool-call';
    case 'bad-tool-call':
      return calls ? cutArguments(events).map((event) => [event]) : 'no-tool-call';
    case 'length-stop': {
      if (calls) return cutArguments(events).map((event) => [ended(event, 'length')]);
      const left = new Set(contents.slice(0, Math.floor(contents.length * keptShare(fault, draw))));
      return events.map((event) => (textOf(event) !== '' && !left.has(event) ? [] : [ended(event, 'length')]));
    }
    case 'empty':
      return events.map((event) =>
        openaiChat.isContent(event) || toolName(event) !== '' ? [] : [ended(event, 'stop')],
      );
    case 'refusal':
      return refused(events, fault.text ?? refusalWords);
    default:
      return 'nothing-to-change';
  }
}

function refused(events: readonly Members[], text: string): (readonly Members[])[] {
  const first = events.find((event) => openaiChat.isContent(event) || toolName(event) !== '');
  return events.map((event) => {
    if (event === first) return [withDelta(event, { refusal: text })];
    return openaiChat.isContent(event) || toolName(event) !== '' ? [] : [ended(event, 'stop')];
  });
}

function textOf(event: Members): string {
  const content = valueAt(event, `${delta}/content`);
  return typeof content === 'string' ? content : '';
}

function argumentsOf(event: Members): string {
  const args = valueAt(event, `${delta}/tool_calls/0/function/arguments`);
  return typeof args === 'string' ? args : '';
}

function toolName(event: Members): string {
  const name = valueAt(event, `${delta}/tool_calls/0/function/name`);
  return typeof name === 'string' ? name : '';
}

function renamed(event: Members, fault: Extract<Fault, { kind: 'unknown-tool' }>): Members {
  return toolName(event) === '' ? event : withFunction(event, { name: inventedTool(toolName(event), fault) });
}

function cutArguments(events: readonly Members[]): Members[] {
  const pieces = events.map(argumentsOf);
  const kept = unfinishedPieces(pieces);
  return events.map((event, at) =>
    pieces[at] === kept[at] ? event : withFunction(event, { arguments: kept[at] ?? '' }),
  );
}

function withFunction(event: Members, change: Members): Members {
  const calls = valueAt(event, `${delta}/tool_calls`);
  const [first, ...rest] = Array.isArray(calls) ? (calls as Json[]) : [];
  if (!isMembers(first) || !isMembers(first['function'])) return event;
  const { tool_calls: _old, ...others } = valueAt(event, delta) as Members;
  return withDelta(event, {
    ...others,
    tool_calls: [{ ...first, function: { ...first['function'], ...change } }, ...rest],
  });
}

function withDelta(event: Members, replacement: Members): Members {
  const [choice, ...rest] = event['choices'] as Json[];
  return isMembers(choice) ? { ...event, choices: [{ ...choice, delta: replacement }, ...rest] } : event;
}

function ended(event: Members, reason: string): Members {
  if (!openaiChat.isEnd(event)) return event;
  const [choice, ...rest] = event['choices'] as Json[];
  return isMembers(choice) ? { ...event, choices: [{ ...choice, finish_reason: reason }, ...rest] } : event;
}

function put(path: string, value: Json): JsonPatchOperation {
  return { op: 'replace', path, value };
}

function add(path: string, value: Json): JsonPatchOperation {
  return { op: 'add', path, value };
}
