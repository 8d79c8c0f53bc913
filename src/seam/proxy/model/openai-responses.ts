import type { Json } from '#base';
import type { Fault } from '#schema';
import type { JsonPatch } from '../../json/json-patch.ts';
import type { Draw } from '../../mutate/candidate.ts';
import { isMembers, type Members } from '../mcp/rpc-message.ts';
import { inventedTool, keptShare, type ModelApi, refusalWords, unfinished, unfinishedPieces } from './model-api.ts';
import { openaiError } from './openai-error.ts';
import { openaiUsage } from './token-counts.ts';

const ends: ReadonlySet<string> = new Set(['response.completed', 'response.incomplete', 'response.failed']);
const argumentsDelta = 'response.function_call_arguments.delta';
const contents: ReadonlySet<string> = new Set(['response.output_text.delta', argumentsDelta]);
const cutShort = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };

/** The Responses API of OpenAI. */
export const openaiResponses: ModelApi = {
  route: 'openai-responses',
  path: '/responses',
  refusalBody: openaiError,
  streamError: (text) => ({
    event: 'error',
    data: { type: 'error', code: 'server_error', message: text, param: null },
  }),
  read(message, facts) {
    const answer = isMembers(message['response']) ? message['response'] : message;
    if (typeof answer['model'] === 'string') facts.model = answer['model'];
    facts.usage = openaiUsage(answer['usage']) ?? facts.usage;
  },
  isContent: (event) => contents.has(String(event['type'])),
  isEnd: (event) => ends.has(String(event['type'])),
  change(answer, fault, draw) {
    const changed = changedAnswer(answer, fault, draw);
    return typeof changed === 'string' ? changed : patchOf(answer, changed);
  },
  changeEvents,
};

/** The members of an answer that differ, one replacement each. */
function patchOf(before: Members, after: Members): JsonPatch {
  return Object.entries(after).flatMap(([name, value]) =>
    value === before[name]
      ? []
      : [{ op: before[name] === undefined ? 'add' : 'replace', path: `/${name}`, value } as const],
  );
}

function changedAnswer(answer: Members, fault: Fault, draw: Draw): Members | string {
  const output = Array.isArray(answer['output']) ? (answer['output'] as Json[]).filter(isMembers) : [];
  const call = output.find((item) => item['type'] === 'function_call');
  switch (fault.kind) {
    case 'unknown-tool':
    case 'bad-tool-call':
      return call === undefined
        ? 'no-tool-call'
        : { ...answer, output: output.map((item) => (item === call ? changedItem(item, fault, 1) : item)) };
    case 'length-stop':
      if (output.length === 0) return 'nothing-to-change';
      return { ...answer, ...cutShort, output: output.map((item) => changedItem(item, fault, keptShare(fault, draw))) };
    case 'empty':
      return { ...answer, output: [] };
    case 'refusal':
      return { ...answer, output: [refusalItem(answer, fault.text ?? refusalWords)] };
    default:
      return 'nothing-to-change';
  }
}

function refusalItem(answer: Members, text: string): Members {
  const id = `msg_${String(answer['id'] ?? '').replace(/^resp_/, '')}`;
  return { id, type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'refusal', refusal: text }] };
}

function changedItem(item: Members, fault: Fault, keep: number): Members {
  if (fault.kind === 'unknown-tool') return { ...item, name: inventedTool(String(item['name']), fault) };
  if (item['type'] === 'function_call' && typeof item['arguments'] === 'string')
    return { ...item, arguments: unfinished(item['arguments']) };
  if (item['type'] !== 'message' || !Array.isArray(item['content'])) return item;
  return { ...item, status: 'incomplete', content: (item['content'] as Json[]).map((part) => cutPart(part, keep)) };
}

function cutPart(part: Json, keep: number): Json {
  if (!isMembers(part) || typeof part['text'] !== 'string') return part;
  return { ...part, text: part['text'].slice(0, Math.floor(part['text'].length * keep)).toWellFormed() };
}

// The stream tells everything twice: piece by piece, and whole at the end of each part. Both have to say the same.
function changeEvents(events: readonly Members[], fault: Fault, draw: Draw): (readonly Members[])[] | string {
  const last = events.findLast((event) => openaiResponses.isEnd(event));
  if (last === undefined || !isMembers(last['response'])) return 'nothing-to-change';
  const response = changedAnswer(last['response'], fault, draw);
  if (typeof response === 'string') return response;
  const final: Members = { ...last, response, ...(fault.kind === 'length-stop' && { type: 'response.incomplete' }) };
  switch (fault.kind) {
    case 'empty':
      return events.map((event) => (event === last ? [final] : isOutput(event) ? [] : [event]));
    case 'refusal':
      return events.map((event) =>
        event === last ? [...refusalEvents(response), final] : isOutput(event) ? [] : [event],
      );
    default:
      return changedPieces(events, fault, keptShareOf(fault, draw), last, final);
  }
}

function keptShareOf(fault: Fault, draw: Draw): number {
  return fault.kind === 'length-stop' ? keptShare(fault, draw) : 1;
}

function isOutput(event: Members): boolean {
  return /^response\.(output_item|content_part|output_text|function_call_arguments|refusal)\./.test(
    String(event['type']),
  );
}

function changedPieces(
  events: readonly Members[],
  fault: Fault,
  keep: number,
  last: Members,
  final: Members,
): (readonly Members[])[] {
  const text = events.filter((event) => event['type'] === 'response.output_text.delta');
  const kept = new Set(text.slice(0, Math.floor(text.length * keep)));
  const pieces = events.map((event) =>
    fault.kind !== 'unknown-tool' && event['type'] === argumentsDelta ? String(event['delta']) : '',
  );
  const left = unfinishedPieces(pieces);
  return events.map((event, at) => {
    if (event === last) return [final];
    if (pieces[at] !== left[at]) return [{ ...event, delta: left[at] ?? '' }];
    if (event['type'] === 'response.output_text.delta')
      return fault.kind === 'length-stop' && !kept.has(event) ? [] : [event];
    return [changedWhole(event, fault, keep)];
  });
}

/** An event that repeats a whole part, changed like its pieces. */
function changedWhole(event: Members, fault: Fault, keep: number): Members {
  const { type, item, part } = event;
  if (isMembers(item)) {
    const concerned = fault.kind === 'length-stop' || item['type'] === 'function_call';
    return concerned && (type === 'response.output_item.done' || fault.kind === 'unknown-tool')
      ? { ...event, item: changedItem(item, fault, keep) }
      : event;
  }
  if (type === 'response.function_call_arguments.done' && fault.kind !== 'unknown-tool')
    return { ...event, arguments: unfinished(String(event['arguments'])) };
  if (fault.kind !== 'length-stop') return event;
  if (type === 'response.output_text.done') return cutPart(event, keep) as Members;
  return type === 'response.content_part.done' && part !== undefined ? { ...event, part: cutPart(part, keep) } : event;
}

function refusalEvents(response: Members): Members[] {
  const [item] = response['output'] as Members[];
  const [part] = (item?.['content'] ?? []) as Members[];
  if (item === undefined || part === undefined) return [];
  const at = { item_id: item['id'] ?? '', output_index: 0, content_index: 0 };
  return [
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: { type: 'refusal', refusal: '' } },
    { type: 'response.refusal.delta', ...at, delta: part['refusal'] ?? '' },
    { type: 'response.refusal.done', ...at, refusal: part['refusal'] ?? '' },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item },
  ];
}
