import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAll } from '../../../src/seam/proxy/http/read-all.ts';
import { answerEvents, answerJson } from '../../../src/seam/testing/scripted-server.ts';
import { Shop, type ShopRequest } from './answer-rpc.ts';

const maxBytes = 1024 * 1024;

/** The shop over streamable HTTP. Tools whose names end with `stream` are answered by server-sent events, all others by a document. */
export class HttpShop implements AsyncDisposable {
  /** The tools that were called, in order. */
  readonly hits: string[] = [];
  readonly #server: Server;
  readonly #shop: Shop;

  private constructor(names: readonly string[]) {
    this.#shop = new Shop(names, (tool) => this.hits.push(tool));
    // Longer than a busy machine may keep a connection idle: a connection that closes by itself would look like a fault.
    this.#server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
      const body = await readAll(request, maxBytes);
      if (request.method === 'DELETE') response.writeHead(200).end();
      else if (request.method !== 'POST' || body === null) response.writeHead(405, { allow: 'POST, DELETE' }).end();
      else this.#answer(JSON.parse(body.toString('utf8')) as ShopRequest, response);
    });
  }

  static async start(names: readonly string[]): Promise<HttpShop> {
    const shop = new HttpShop(names);
    await new Promise<void>((listening) => shop.#server.listen(0, '127.0.0.1', listening));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  #answer(request: ShopRequest, response: ServerResponse): void {
    const answer = this.#shop.answer(request);
    if (answer === null) {
      response.writeHead(202).end();
      return;
    }
    if (request.method === 'initialize') response.setHeader('mcp-session-id', randomUUID());
    if (String(request.params?.['name']).endsWith('stream'))
      answerEvents(response, [': here', `event: message\ndata: ${answer}`]);
    else answerJson(response, answer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }
}
