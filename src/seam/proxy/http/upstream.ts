import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Headers that speak of one connection and not of the message (RFC 9110, 7.6.1), and those that are made anew. */
const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const requestOnly: ReadonlySet<string> = new Set(['host', 'content-length', 'accept-encoding', 'origin', 'expect']);

/** What is sent to the other side. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query behind the upstream's own path. */
  readonly path: string;
  /** As they came from the client, in pairs. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Breaks the request off; left out, nothing does. */
  readonly signal?: AbortSignal;
}

/** The other side of an HTTP seam: its address and its connections, which are kept open. */
export class Upstream {
  readonly #base: URL;
  readonly #agent: HttpAgent | HttpsAgent;
  /** The last target: most often the next is the same. */
  #last: { readonly path: string; readonly target: URL } | null = null;

  constructor(base: URL) {
    this.#base = base;
    this.#agent = base.protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** Sends a request and resolves with the head of the answer. Rejects as `node:http` does when there is none. */
  send({ method, path, rawHeaders, body, signal }: UpstreamRequest): Promise<IncomingMessage> {
    const send = this.#base.protocol === 'https:' ? httpsRequest : httpRequest;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = send(this.#target(path), {
      method,
      agent: this.#agent,
      ...(signal !== undefined && { signal }),
      headers: this.#headers(rawHeaders, method, body),
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }

  // Joined as text: a path of the client can name another path, never another host.
  #target(path: string): URL {
    if (this.#last?.path === path) return this.#last.target;
    const base = this.#base.pathname.replace(/\/$/, '');
    const target = new URL(this.#base);
    const [pathname = '', query] = splitOnce(path, '?');
    target.pathname = `${base}${pathname}`;
    target.search = query ?? this.#base.search;
    this.#last = { path, target };
    return target;
  }

  #headers(rawHeaders: readonly string[], method: string, body: Buffer): string[] {
    const headers = forwardedHeaders(rawHeaders, requestOnly);
    const origin = originOf(rawHeaders);
    headers.push('host', this.#base.host);
    // Compressed answers could be neither recorded nor changed.
    headers.push('accept-encoding', 'identity');
    if (origin !== null) headers.push('origin', this.#base.origin);
    if (body.length > 0 || (method !== 'GET' && method !== 'HEAD' && method !== 'DELETE'))
      headers.push('content-length', String(body.length));
    return headers;
  }
}

/** Headers that go on to the other side, in pairs, in their order and spelling. */
export function forwardedHeaders(rawHeaders: readonly string[], without: ReadonlySet<string> = new Set()): string[] {
  const named = new Set(connectionHeaders(rawHeaders));
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const lower = name.toLowerCase();
    if (!ownHeaders.has(lower) && !without.has(lower) && !named.has(lower)) kept.push(name, rawHeaders[at + 1] ?? '');
  }
  return kept;
}

/** Headers that the Connection header names as its own. */
function connectionHeaders(rawHeaders: readonly string[]): string[] {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'connection');
  return at < 0 ? [] : (rawHeaders[at + 1] ?? '').split(',').map((name) => name.trim().toLowerCase());
}

function originOf(rawHeaders: readonly string[]): string | null {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'origin');
  return at < 0 ? null : (rawHeaders[at + 1] ?? '');
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
}
