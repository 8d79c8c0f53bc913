import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Upstream } from './upstream.ts';
import { forwardedHeaders } from './upstream.ts';

/** An answer of the seam's own. */
export interface OwnAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const bodyHeaders: ReadonlySet<string> = new Set(['content-length']);

/** One request of a client and its answer, with what a seam does to both. */
export class HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: Pick<Upstream, 'send'>;
  /** Path and query behind the address of the seam. */
  readonly path: string;
  readonly body: Buffer;
  readonly #gone = new AbortController();
  #headWaits = false;
  #streams = false;
  #corked = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    upstream: Pick<Upstream, 'send'>,
    path: string,
    body: Buffer,
  ) {
    this.request = request;
    this.response = response;
    this.upstream = upstream;
    this.path = path;
    this.body = body;
    response.sendDate = false;
    response.on('close', () => {
      if (!response.writableFinished) this.#gone.abort();
    });
    response.on('error', () => this.#gone.abort());
  }

  /** Aborts when the client goes away before its answer is complete. */
  get clientGone(): AbortSignal {
    return this.#gone.signal;
  }

  /** A header of the request; the first of several. */
  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** Contacts the other side. */
  send(body: Buffer | string = this.body, signal?: AbortSignal): Promise<IncomingMessage> {
    return this.upstream.send({
      method: this.request.method ?? 'GET',
      path: this.path,
      rawHeaders: this.request.rawHeaders,
      body: typeof body === 'string' ? Buffer.from(body) : body,
      ...(signal !== undefined && { signal }),
    });
  }

  /** Begins the client's answer with the head of the other side's. `length` replaces the length of the body where a fault changes it. */
  head(answer: IncomingMessage, length?: number): void {
    if (this.response.headersSent || this.response.destroyed) return;
    const headers =
      length === undefined ? forwardedHeaders(answer.rawHeaders) : forwardedHeaders(answer.rawHeaders, bodyHeaders);
    if (length !== undefined) headers.push('content-length', String(length));
    this.response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
    // The head of a document goes in one packet with what follows at once, which saves the client a wake-up, and alone where nothing does.
    this.#headWaits = true;
    this.#streams = isStream(answer);
    if (this.#streams) this.#flushHead();
    else setImmediate(() => this.#flushHead());
  }

  #flushHead(): void {
    if (!this.#headWaits) return;
    this.#headWaits = false;
    if (!this.response.destroyed) this.response.flushHeaders();
  }

  // The last piece of a document and its end are one packet where they come together.
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.response.cork();
    setImmediate(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#corked) return;
    this.#corked = false;
    if (!this.response.writableEnded) this.response.uncork();
  }

  /** Writes a piece of the answer; resolves when more may come. */
  async write(chunk: Buffer | string): Promise<void> {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.#headWaits = false;
    if (!this.#streams) this.#cork();
    if (!this.response.write(chunk)) await Promise.race([once(this.response, 'drain'), once(this.response, 'close')]);
  }

  /** Answers without the other side; resolves with whether the client got it. */
  answer({ status, contentType, body, headers = {} }: OwnAnswer): Promise<boolean> {
    const content = Buffer.from(body);
    if (!this.response.headersSent && !this.response.destroyed)
      this.response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': content.length });
    return this.finish(content);
  }

  /** Ends the answer; resolves with whether the client was there until its end. */
  async finish(last?: Buffer | string): Promise<boolean> {
    if (this.response.destroyed) return false;
    if (this.response.writableEnded) return !this.#gone.signal.aborted;
    this.#headWaits = false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.response.on('close', () => resolve(this.response.writableFinished));
    this.response.end(last, () => resolve(true));
    return promise;
  }

  /** Breaks the connection; resolves with whether there was one to break. */
  reset(): boolean {
    const there = !this.response.destroyed && !this.#gone.signal.aborted;
    this.#flushHead();
    const socket: Socket | null = this.response.socket;
    socket?.resetAndDestroy();
    this.response.destroy();
    return there;
  }

  /** Keeps the client waiting until it goes away or the time is over; resolves with whether it waited at all. */
  async silence(wait: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const waiting = !this.response.destroyed && !this.#gone.signal.aborted;
    if (waiting) await wait(this.#gone.signal);
    this.reset();
    return waiting;
  }
}

function isStream({ headers }: IncomingMessage): boolean {
  return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}
