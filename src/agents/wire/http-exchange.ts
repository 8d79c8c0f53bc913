import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** An answer of an HTTP server, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** Why no whole answer came. `reached`: a connection stood, so the other side may have begun to work. */
export class HttpBreak extends Error {
  readonly reached: boolean;
  readonly tooLarge: boolean;

  constructor(message: string, state: { reached: boolean; tooLarge?: boolean }) {
    super(message);
    this.name = 'HttpBreak';
    this.reached = state.reached;
    this.tooLarge = state.tooLarge ?? false;
  }
}

/** What an {@link HttpExchange} needs to know. */
export interface HttpExchangeConfig {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The most bytes an answer may have. */
  readonly maxBytes: number;
  /** Whether a request may be sent again when a kept connection turns out to be closed. Only where a request changes nothing over there. */
  readonly repeatable: boolean;
}

// Idle connections are given up before servers and load balancers in between do, so that a reset means a break and not a stale connection.
const idleMs = 1500;

/**
 * Posts JSON to one address over kept connections. `node:http` and not `fetch`, because its connections can be closed with the adapter and
 * because it costs half as much at thousands of requests a second. Redirects are not followed: a turn must not be posted elsewhere.
 */
export class HttpExchange {
  readonly #config: HttpExchangeConfig;
  readonly #agent: HttpAgent;
  readonly #send: typeof httpRequest;

  constructor(config: HttpExchangeConfig) {
    const secure = config.url.protocol === 'https:';
    this.#config = config;
    this.#send = secure ? httpsRequest : httpRequest;
    this.#agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: idleMs, maxFreeSockets: 1024 });
  }

  /**
   * @param body written as JSON
   * @throws HttpBreak when no whole answer came; an AbortError when the signal aborts
   */
  async post(body: object, signal: AbortSignal): Promise<HttpAnswer> {
    const payload = Buffer.from(JSON.stringify(body));
    try {
      return await this.#postOnce(payload, signal);
    } catch (error) {
      if (!(error instanceof StaleConnection) || !this.#config.repeatable) throw error;
      return this.#postOnce(payload, signal);
    }
  }

  /** Closes every connection. */
  close(): void {
    this.#agent.destroy();
  }

  #postOnce(payload: Buffer, signal: AbortSignal): Promise<HttpAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const { url, headers, maxBytes } = this.#config;
    let reached = false;
    let answering = false;
    const request = this.#send(url, {
      method: 'POST',
      agent: this.#agent,
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': payload.length,
        accept: 'application/json',
      },
    });
    request.on('socket', (socket) => {
      if (!socket.connecting) reached = true;
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (reached = true));
    });
    request.on('response', (response) => {
      answering = true;
      readAnswer(response, maxBytes).then(resolve, reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(error);
      else if (request.reusedSocket && !answering && error.code === 'ECONNRESET') reject(new StaleConnection());
      else reject(new HttpBreak(error.code ?? error.message, { reached }));
    });
    request.end(payload);
    return promise;
  }
}

class StaleConnection extends HttpBreak {
  constructor() {
    super('ECONNRESET', { reached: true });
  }
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new HttpBreak(`an answer of more than ${maxBytes} bytes`, { reached: true, tooLarge: true });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpBreak) throw error;
    throw new HttpBreak((error as NodeJS.ErrnoException).code ?? 'the answer broke off', { reached: true });
  }
  const headers = response.headers as Record<string, string | undefined>;
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString('utf8') };
}
