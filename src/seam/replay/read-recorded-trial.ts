import { type Digest, digestJson, type Json } from '#base';
import { withoutPlaces } from '../plan/call-identity.ts';
import type { ReadRecord } from '../record/read-record.ts';
import { readTrialRecord } from '../record/record-files.ts';
import type { SeamBody, SeamEvent, SeamEventOf } from '../record/seam-event.ts';
import type { RecordedAnswer, RecordedCall, RecordedCatalog, RecordedTrial } from './recorded-trial.ts';

type CallEvent = SeamEventOf<'call'>;
type ReplyEvent = SeamEventOf<'reply'>;

interface Placed {
  readonly ms: number;
  readonly call: Omit<RecordedCall, 'at'>;
}

/**
 * Reads a trial for replay; null where none of that name was recorded. Calls without an answer of the other side are left out: those that a killed run
 * left open, those that broke off, those that a fault or a guard answered.
 *
 * @param volatile JSON Pointers to places in arguments that are no part of a call's key
 * @throws as `readTrialRecord`
 */
export async function readRecordedTrial(
  folder: string,
  run: string,
  trial: string,
  volatile: readonly string[] = [],
): Promise<RecordedTrial | null> {
  const { events, segments } = await readTrialRecord(folder, run, trial);
  if (segments.length === 0) return null;
  const placed = await Promise.all(segments.map((segment) => callsOf(segment, volatile)));
  const calls = placed
    .flat()
    .sort((a, b) => a.ms - b.ms)
    .map(({ call }, at) => ({ ...call, at }));
  return { trial, calls, catalogs: catalogsOf(events) };
}

// Call ids are unique within a segment only: a server that was started again counts from 1 again.
async function callsOf(segment: ReadRecord, volatile: readonly string[]): Promise<Placed[]> {
  const replies = new Map<string, ReplyEvent>();
  const children = new Map<string, CallEvent[]>();
  for (const event of segment.events) {
    if (event.kind === 'reply') replies.set(event.call, event);
    if (event.kind === 'call' && event.parent !== null)
      children.set(event.parent, [...(children.get(event.parent) ?? []), event]);
  }
  const roots = segment.events.filter((event) => event.kind === 'call' && !isContinuation(event)) as CallEvent[];
  const placed = roots.map(async (event): Promise<Placed[]> => {
    const [first, ...others] = [event, ...continuationsOf(event, children)].flatMap(({ id }) =>
      answerTo(replies.get(id), segment),
    );
    if (first === undefined) return [];
    const args = await segment.argumentsOf(event);
    const { id, carrier, server, operation, argumentsDigest } = event;
    // The recorded digest is of the arguments with their secrets, which the record does not hold.
    const key = volatile.length === 0 ? (argumentsDigest as Digest) : digestJson(withoutPlaces(args, volatile));
    return [
      { ms: event.ms, call: { id, carrier, server, operation, arguments: args, key, answers: [first, ...others] } },
    ];
  });
  return (await Promise.all(placed)).flat();
}

function continuationsOf(event: CallEvent, children: ReadonlyMap<string, readonly CallEvent[]>): CallEvent[] {
  return (children.get(event.id) ?? []).filter(isContinuation);
}

// A poll of a task has a parent too, but is asked and answered by the task's own id.
function isContinuation({ parent, operation }: CallEvent): boolean {
  return parent !== null && operation === 'tools/call';
}

function answerTo(reply: ReplyEvent | undefined, segment: ReadRecord): RecordedAnswer[] {
  const body = reply === undefined ? null : trueBody(reply);
  if (reply === undefined || body === null) return [];
  const { status, chunks, truth } = reply;
  return [
    { outcome: trueOutcome(reply), status, chunks: truth === null ? chunks : null, text: () => segment.text(body) },
  ];
}

function trueBody({ source, outcome, body, truth }: ReplyEvent): SeamBody | null {
  if (truth !== null) return truth;
  const own = source === 'live' || source === 'replay';
  return own && outcome !== 'transport' && outcome !== 'none' ? body : null;
}

// Only successful answers are changed or lost by a fault that has seen them.
function trueOutcome({ outcome, truth }: ReplyEvent): RecordedAnswer['outcome'] {
  return truth === null ? outcome : 'result';
}

function catalogsOf(events: readonly SeamEvent[]): Map<string, RecordedCatalog> {
  const listed = events.filter((event) => event.kind === 'catalog');
  const servers = Map.groupBy(listed, ({ server }) => server);
  return new Map([...servers].map(([server, catalogs]) => [server, unionOf(catalogs)]));
}

// A long list comes in pages, each written by itself; a tool listed again has changed.
function unionOf(catalogs: readonly SeamEventOf<'catalog'>[]): RecordedCatalog {
  const tools = new Map<string, Json>();
  for (const { tools: page } of catalogs) for (const tool of page) tools.set(nameOf(tool), tool);
  return { tools: [...tools.values()], effects: new Map(catalogs.flatMap(({ effects }) => Object.entries(effects))) };
}

function nameOf(tool: Json): string {
  const { name } = (tool ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}
