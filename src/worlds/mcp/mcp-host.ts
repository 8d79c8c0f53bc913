import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from './endpoint.ts';

/** Where an endpoint was put. */
export interface Mounted {
  readonly url: string;
  unmount(): Promise<void>;
}

/**
 * One HTTP server on loopback for all endpoints of the process: it starts with the first and stops with the last, so that nothing is
 * left running, and a further endpoint costs a path.
 *
 * Paths are random, so that no other program on the machine finds them; requests with a foreign `Host` or `Origin` are refused, so that no web
 * page does (DNS rebinding).
 */
export function mcpHost(): { mount(endpoint: Endpoint): Promise<Mounted> } {
  const endpoints = new Map<string, Endpoint>();
  let running: Promise<Server> | null = null;

  async function unmount(path: string): Promise<void> {
    const endpoint = endpoints.get(path);
    if (endpoint === undefined) return;
    endpoints.delete(path);
    endpoint.close();
    if (endpoints.size > 0 || running === null) return;
    const server = await takeServer();
    if (server === null) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  /** The server, when nobody has come to use it again in the meantime. */
  async function takeServer(): Promise<Server | null> {
    const server = await running;
    if (endpoints.size > 0 || running === null) return null;
    running = null;
    return server;
  }

  return {
    async mount(endpoint) {
      const path = `/${randomBytes(16).toString('hex')}/mcp`;
      endpoints.set(path, endpoint);
      running ??= listen((request, response) => pass(request, response, endpoints.get(request.url ?? '')));
      const { port } = (await running).address() as AddressInfo;
      return { url: `http://127.0.0.1:${port}${path}`, unmount: () => unmount(path) };
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse, endpoint: Endpoint | undefined): void {
  if (!isLocal(request)) refuse(response, 403);
  else if (endpoint === undefined) refuse(response, 404);
  // A client that goes away in the middle of its request has nobody to answer
  else endpoint.answer(request, response).catch(() => response.destroy());
}

async function listen(onRequest: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(onRequest);
  // Longer than an agent thinks: a connection that is closed while the agent sends its next call looks like a fault
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function isLocal({ headers }: IncomingMessage): boolean {
  if (!isLoopback(`http://${headers.host ?? ''}`)) return false;
  return headers.origin === undefined || isLoopback(headers.origin);
}

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(origin).hostname);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}
