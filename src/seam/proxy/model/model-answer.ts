import type { IncomingMessage } from 'node:http';
import type { Fault, Usage } from '#schema';
import { editJsonText } from '../../json/edit-json-text.ts';
import { applyJsonPatch, invertJsonPatch, type JsonPatch } from '../../json/json-patch.ts';
import type { CallEnd, OpenCall } from '../../open-call.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { eachChunk, keptBytes, relay } from '../http/relay.ts';
import { type SseEvent, SseSplitter, withData } from '../http/sse-splitter.ts';
import { isMembers, type Members } from '../mcp/rpc-message.ts';
import type { ModelApi, ModelFacts } from './model-api.ts';

/** Where a stream ends that is broken in its middle, when the plan does not say. */
const mostEventsBeforeBreak = 8;
const streamErrorText = 'The server had an error while processing your request.';

/** A provider's answer on its way to the client: passed on as it comes, broken in its middle, or changed as a whole. */
export class ModelAnswer {
  readonly #exchange: HttpExchange;
  readonly #open: OpenCall;
  readonly #api: ModelApi;
  readonly #answer: IncomingMessage;
  readonly #price: (model: string, usage: Usage) => number | null;
  readonly #facts: ModelFacts = { model: null, usage: null };
  readonly #firstByteMs: number;

  constructor(
    exchange: HttpExchange,
    open: OpenCall,
    api: ModelApi,
    answer: IncomingMessage,
    price: (model: string, usage: Usage) => number | null,
  ) {
    this.#exchange = exchange;
    this.#open = open;
    this.#api = api;
    this.#answer = answer;
    this.#price = price;
    this.#firstByteMs = open.elapsedMs;
  }

  async run(): Promise<void> {
    const fault = this.#open.faultIn('post');
    const stream = /^text\/event-stream\b/i.test(this.#answer.headers['content-type'] ?? '');
    const obstacle = fault === null ? null : this.#obstacle(fault, stream);
    if (obstacle !== null) this.#open.unrealised(obstacle);
    if (fault === null || obstacle !== null) return this.#pass(stream);
    switch (fault.kind) {
      case 'delay':
      case 'hang':
      case 'slow-first-token':
        return this.#late(fault, stream);
      case 'stream-cut':
      case 'stream-reset':
      case 'stream-error':
        return this.#broken(fault);
      default:
        return stream ? this.#changedStream(fault) : this.#changedDocument(fault);
    }
  }

  #obstacle(fault: Fault, stream: boolean): string | null {
    if ((this.#answer.statusCode ?? 0) >= 400) return 'reply-is-error';
    if (this.#answer.headers['content-encoding'] !== undefined) return 'encoded';
    return fault.kind.startsWith('stream-') && !stream ? 'not-a-stream' : null;
  }

  async #pass(stream: boolean): Promise<void> {
    const splitter = new SseSplitter();
    const each = stream ? (chunk: Buffer): void => this.#readEvents(splitter.push(chunk)) : undefined;
    const { text, delivered, complete, chunks } = await relay(
      this.#exchange,
      this.#answer,
      () => this.#open.clock.ms(),
      each,
    );
    if (!stream && text !== null) this.#read(parsed(text));
    const status = this.#answer.statusCode ?? 0;
    this.#end({
      source: 'live',
      outcome: complete ? (status >= 400 ? 'http-error' : 'result') : 'transport',
      delivered,
      ...(text !== null && { body: text }),
      ...(stream && { chunks }),
    });
  }

  async #late(fault: Extract<Fault, { kind: 'delay' | 'hang' | 'slow-first-token' }>, stream: boolean): Promise<void> {
    this.#open.realised();
    // The provider has accepted the request; only its first word is late.
    if (fault.kind === 'slow-first-token' && stream) this.#exchange.head(this.#answer);
    await this.#open.clock.sleep(fault.kind === 'hang' ? fault.releaseAfterMs : fault.ms, this.#exchange.clientGone);
    if (fault.kind !== 'hang') return this.#pass(stream);
    const truth = await this.#whole();
    this.#end({
      source: 'fault',
      outcome: 'transport',
      delivered: this.#exchange.reset(),
      ...(truth !== null && { truth }),
    });
  }

  /** Lets a part of the stream pass as it comes and breaks off before its last word at the latest. What the provider still says is read, not sent. */
  async #broken(fault: Extract<Fault, { kind: 'stream-cut' | 'stream-reset' | 'stream-error' }>): Promise<void> {
    const drawn = 1 + Math.floor((this.#open.fault?.draw('cut') ?? 0) * mostEventsBeforeBreak);
    let left = fault.afterEvents ?? drawn;
    const splitter = new SseSplitter();
    const sent: Buffer[] = [];
    const truth: Buffer[] = [];
    let delivered: boolean | null = null;
    this.#exchange.head(this.#answer);
    await eachChunk(this.#answer, async (chunk) => {
      truth.push(chunk);
      for (const event of splitter.push(chunk)) {
        this.#readEvents([event]);
        if (delivered !== null) continue;
        const data = parsed(event.data ?? '');
        if ((data !== null && this.#api.isEnd(data)) || event.data === '[DONE]' || left === 0)
          delivered = await this.#break(fault);
        else {
          if (data !== null && this.#api.isContent(data)) left--;
          sent.push(event.bytes);
          await this.#exchange.write(event.bytes);
        }
      }
    });
    delivered ??= await this.#break(fault);
    const body = Buffer.concat(sent).toString('utf8');
    const outcome = fault.kind === 'stream-reset' ? 'transport' : fault.kind === 'stream-cut' ? 'result' : 'http-error';
    this.#end({ source: 'live', outcome, delivered, body, truth: Buffer.concat(truth).toString('utf8') });
  }

  async #break(fault: Extract<Fault, { kind: 'stream-cut' | 'stream-reset' | 'stream-error' }>): Promise<boolean> {
    this.#open.realised();
    if (fault.kind === 'stream-reset') return this.#exchange.reset();
    if (fault.kind === 'stream-error') {
      const { event, data } = this.#api.streamError(fault.text ?? streamErrorText);
      await this.#exchange.write(`${event === null ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
    }
    return this.#exchange.finish();
  }

  async #changedDocument(fault: Fault): Promise<void> {
    const truth = await this.#whole();
    const answer = truth === null ? null : parsed(truth);
    if (truth === null) return this.#end({ source: 'live', outcome: 'transport', delivered: this.#exchange.reset() });
    this.#read(answer);
    const patch = answer === null ? 'not-json' : this.#api.change(answer, fault, this.#open.fault?.draw ?? (() => 0));
    const body = typeof patch === 'string' ? truth : editJsonText(truth, patch);
    if (typeof patch === 'string') this.#open.unrealised(patch);
    else this.#realised(answer ?? {}, patch, truth, body);
    await this.#send(body, truth);
  }

  async #changedStream(fault: Fault): Promise<void> {
    const truth = await this.#whole();
    if (truth === null) return this.#end({ source: 'live', outcome: 'transport', delivered: this.#exchange.reset() });
    const events = new SseSplitter().push(Buffer.from(truth));
    this.#readEvents(events);
    const data = events.map((event) => parsed(event.data ?? ''));
    const known = data.filter((one) => one !== null);
    const changed = this.#api.changeEvents(known, fault, this.#open.fault?.draw ?? (() => 0));
    const body = typeof changed === 'string' ? truth : rewritten(events, data, changed);
    if (typeof changed === 'string') this.#open.unrealised(changed);
    else this.#open.realised({ before: truth, after: body });
    await this.#send(body, truth);
  }

  #realised(answer: Members, patch: JsonPatch, before: string, after: string): void {
    const mutation = {
      of: 'value',
      patch,
      undo: invertJsonPatch(answer, patch),
      value: applyJsonPatch(answer, patch),
      ambiguous: false,
    } as const;
    this.#open.realised({ mutation, before, after });
  }

  async #send(body: string, truth: string): Promise<void> {
    const content = Buffer.from(body);
    this.#exchange.head(this.#answer, content.length);
    const delivered = await this.#exchange.finish(content);
    this.#end({ source: 'live', outcome: 'result', delivered, body, ...(body !== truth && { truth }) });
  }

  async #whole(): Promise<string | null> {
    const pieces: Buffer[] = [];
    let length = 0;
    const complete = await eachChunk(this.#answer, async (chunk) => {
      length += chunk.length;
      if (length <= keptBytes) pieces.push(chunk);
    });
    return complete && length <= keptBytes ? Buffer.concat(pieces).toString('utf8') : null;
  }

  #readEvents(events: readonly SseEvent[]): void {
    for (const { data } of events) if (data !== null) this.#read(parsed(data));
  }

  #read(message: Members | null): void {
    if (message !== null) this.#api.read(message, this.#facts);
  }

  #end(end: Pick<CallEnd, 'source' | 'outcome' | 'delivered' | 'body' | 'truth' | 'chunks'>): void {
    const { model, usage } = this.#facts;
    const costUsd = model === null || usage === null ? null : this.#price(model, usage);
    this.#open.end({
      ...end,
      status: this.#answer.statusCode ?? 0,
      model,
      usage,
      costUsd,
      firstByteMs: this.#firstByteMs,
    });
  }
}

/** The bytes of a stream whose events were changed: events that stayed keep theirs. */
function rewritten(
  events: readonly SseEvent[],
  data: readonly (Members | null)[],
  changed: readonly (readonly Members[])[],
): string {
  let at = 0;
  return events
    .map((event, index) => {
      const before = data[index] ?? null;
      if (before === null) return event.bytes.toString('utf8');
      const after = changed[at++] ?? [];
      return after.map((one) => (one === before ? event.bytes : named(event, one)).toString('utf8')).join('');
    })
    .join('');
}

// Where events have names, they are their type.
function named(event: SseEvent, data: Members): Buffer {
  const bytes = withData(event, JSON.stringify(data)).toString('utf8');
  return Buffer.from(
    typeof data['type'] === 'string' ? bytes.replace(/^event: .*$/m, `event: ${data['type']}`) : bytes,
  );
}

function parsed(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value as Members) ? (value as Members) : null;
  } catch {
    return null;
  }
}
