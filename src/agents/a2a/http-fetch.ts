import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { AgentFailure } from '../agent.ts';
import { flood, maxTurnBytes } from '../reply-limits.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import { excerptWithoutSecrets, plainAddress } from '../wire/secret-headers.ts';

// Idle connections are given up before servers and load balancers in between do, so that a reset means a break and not a stale connection
const idleMs = 1500;
const gateways = new Set([502, 503, 504]);

/**
 * `fetch` for the A2A SDK, with connections that end with the adapter, answers of bounded size, and failures that say who is to blame. Redirects are not
 * followed: a turn must not be posted elsewhere.
 */
export class HttpFetch {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true, timeout: idleMs }),
    https: new HttpsAgent({ keepAlive: true, timeout: idleMs }),
  };

  /** @param headers sent to this origin only */
  constructor(origin: string, headers: Readonly<Record<string, string>>) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Closes every connection. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /**
   * As the global `fetch`, for a text or no body. Takes part in one conversation: `signal` ends its requests besides their own signals.
   *
   * Rejects with an {@link AgentFailure} for every status but success, and when no answer came; reading the body rejects in the same way.
   */
  within(signal: AbortSignal): typeof fetch {
    return async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const own = init?.signal ?? null;
      const stop = own === null ? signal : AbortSignal.any([signal, own]);
      const response = await this.#send(url, init ?? {}, stop);
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) throw await this.#statusFailure(url, response);
      const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
      return new Response(boundedBody(response, url, stop), { status, headers });
    };
  }

  #send(url: URL, init: RequestInit, signal: AbortSignal): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const secure = url.protocol === 'https:';
    let reached = false;
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: init.method ?? 'GET',
      agent: secure ? this.#agents.https : this.#agents.http,
      signal,
      headers: {
        ...Object.fromEntries(new Headers(init.headers)),
        ...(url.origin === this.#origin ? this.#headers : {}),
      },
    });
    request.on('socket', (socket) => {
      if (!socket.connecting) reached = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (reached = true));
    });
    request.on('response', resolve);
    request.on('error', (error) => reject(signal.aborted ? signal.reason : breakFailure(url, error, reached)));
    request.end(typeof init.body === 'string' ? init.body : undefined);
    return promise;
  }

  async #statusFailure(url: URL, response: IncomingMessage): Promise<AgentFailure> {
    const status = response.statusCode ?? 0;
    const text = excerptWithoutSecrets(await beginning(response), { ...this.#headers, query: url.search.slice(1) });
    const message = `${plainAddress(url)} answered ${status}: ${text}`;
    const wait = retryAfterMs(response.headers as Record<string, string | undefined>);
    const options = wait === null ? {} : { retryAfterMs: wait };
    if (status === 500) return new AgentFailure('agent', 'agent-crashed', message);
    if (status === 429) return new AgentFailure('infrastructure', 'provider-rate-limited', message, options);
    if (gateways.has(status)) return new AgentFailure('infrastructure', 'agent-unreachable', message, options);
    return new AgentFailure('infrastructure', 'agent-refused', message);
  }
}

function breakFailure(url: URL, error: NodeJS.ErrnoException, reached: boolean): AgentFailure {
  const message = `${plainAddress(url)}: ${error.code ?? error.message}`;
  if (reached) return new AgentFailure('agent', 'agent-crashed', message);
  return new AgentFailure('infrastructure', 'agent-unreachable', message);
}

function boundedBody(response: IncomingMessage, url: URL, signal: AbortSignal): ReadableStream<Uint8Array> {
  let bytes = 0;
  const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        bytes += value.length;
        if (bytes > maxTurnBytes) throw flood(`an answer of more than ${maxTurnBytes} bytes`);
        controller.enqueue(value);
      } catch (error) {
        response.destroy();
        controller.error(readFailure(error, url, signal));
      }
    },
    cancel: () => void response.destroy(),
  });
}

function readFailure(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof AgentFailure ? error : breakFailure(url, error as NodeJS.ErrnoException, true);
}

/** The first few thousand characters of an answer. */
async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > 4000) break;
    }
  } catch {
    // The status says enough
  }
  return Buffer.concat(chunks).toString('utf8');
}
