import type { IncomingMessage } from 'node:http';
import type { CallEnd, OpenCall } from '../../open-call.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { readAll } from '../http/read-all.ts';
import { eachChunk, keptBytes, relay } from '../http/relay.ts';
import { type SseEvent, SseSplitter, withData } from '../http/sse-splitter.ts';
import { deliverOverHttp } from './deliver-over-http.ts';
import type { Delivery } from './mcp-call.ts';
import { type RpcId, readRpcMessage, rpcKey } from './rpc-message.ts';

/** The server's answer to one request, passed on piece by piece; only what a fault may change is held. */
export class McpAnswer {
  readonly #exchange: HttpExchange;
  readonly #open: OpenCall | null;
  readonly #id: RpcId;
  readonly #answer: IncomingMessage;
  readonly #decide: (frame: string) => Delivery | Promise<Delivery>;
  readonly #firstByteMs: number;

  constructor(
    exchange: HttpExchange,
    open: OpenCall | null,
    id: RpcId,
    answer: IncomingMessage,
    decide: (frame: string) => Delivery | Promise<Delivery>,
  ) {
    this.#exchange = exchange;
    this.#open = open;
    this.#id = id;
    this.#answer = answer;
    this.#decide = decide;
    this.#firstByteMs = open?.elapsedMs ?? 0;
  }

  async run(): Promise<void> {
    const { statusCode = 0, headers } = this.#answer;
    const type = headers['content-type'] ?? '';
    if (statusCode !== 200 || headers['content-encoding'] !== undefined) return this.#unread(statusCode);
    return /^text\/event-stream\b/i.test(type) ? this.#stream() : this.#document();
  }

  /** An answer that is no JSON-RPC: a refusal of the server's own, or something compressed. */
  async #unread(status: number): Promise<void> {
    const ok = status === 200;
    this.#open?.unrealised(ok ? 'encoded' : 'reply-is-error');
    const { delivered, text, complete } = await relay(this.#exchange, this.#answer, () => 0);
    const outcome = ok ? 'result' : 'http-error';
    this.#open?.end({
      source: 'live',
      outcome: complete ? outcome : 'transport',
      status,
      delivered,
      ...(text !== null && { body: text }),
    });
  }

  async #document(): Promise<void> {
    const bytes = await readAll(this.#answer, keptBytes).catch(() => null);
    if (bytes === null || !this.#answer.complete) {
      this.#answer.destroy();
      return this.#broke();
    }
    const text = bytes.toString('utf8');
    const delivery = await this.#decide(text);
    const same = delivery.to === 'client' && delivery.frames.length === 1 && delivery.frames[0] === text;
    if (!same) return deliverOverHttp(this.#exchange, this.#open, delivery, this.#answer, this.#firstByteMs);
    this.#exchange.head(this.#answer);
    this.#end(delivery.end, await this.#exchange.finish(bytes));
  }

  async #stream(): Promise<void> {
    const splitter = new SseSplitter();
    let done = false;
    this.#exchange.head(this.#answer);
    const complete = await eachChunk(this.#answer, async (chunk) => {
      for (const event of splitter.push(chunk)) {
        if (!done && this.#isAnswer(event)) done = await this.#event(event);
        else await this.#exchange.write(event.bytes);
      }
    });
    const rest = splitter.rest();
    if (complete) await this.#exchange.finish(rest);
    else this.#exchange.reset();
    if (!done)
      this.#open?.end({
        source: 'live',
        outcome: complete ? 'none' : 'transport',
        status: 200,
        delivered: !this.#exchange.clientGone.aborted,
      });
  }

  /** Delivers the event that answers the call; true. Everything before and after it passes at once. */
  async #event(event: SseEvent): Promise<true> {
    const frame = event.data ?? '';
    const delivery = await this.#decide(frame);
    if (delivery.to !== 'client') {
      await deliverOverHttp(this.#exchange, this.#open, delivery, null, this.#firstByteMs);
      return true;
    }
    for (const shown of delivery.frames)
      await this.#exchange.write(shown === frame ? event.bytes : withData(event, shown));
    this.#end(delivery.end, !this.#exchange.clientGone.aborted && !this.#exchange.response.destroyed);
    return true;
  }

  #isAnswer({ data }: SseEvent): boolean {
    if (data === null) return false;
    const message = readRpcMessage(data);
    return message.kind === 'response' && rpcKey(message.id) === rpcKey(this.#id);
  }

  #end(end: Pick<CallEnd, 'source' | 'outcome' | 'body' | 'truth'>, delivered: boolean): void {
    this.#open?.end({ ...end, status: 200, delivered, firstByteMs: this.#firstByteMs });
  }

  #broke(): void {
    this.#open?.end({ source: 'live', outcome: 'transport', delivered: this.#exchange.reset() });
  }
}
