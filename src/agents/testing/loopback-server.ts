import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '#base';
import { floodChars, scriptedRetryAfterMs } from '../conformance-script.ts';

/** A server on loopback for one test. */
export interface LoopbackServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server on a free port; `stop` also cuts connections. */
export async function loopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** An address on loopback where nobody listens: a port that was free a moment ago. */
export async function deadAddress(): Promise<string> {
  const server = await loopbackServer(() => undefined);
  await server.stop();
  return server.url;
}

/** The JSON body of a request. */
export async function requestJson(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Json;
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, body: Json, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What every scripted HTTP agent does in the same way; false when the action is one of its protocol. */
export function breakHttp(kind: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (kind === 'hang') return true;
  if (kind === 'crash') request.socket.destroy();
  else if (kind === 'garbage') response.end('<html>It works!</html>');
  else if (kind === 'endless') writeForEver(response);
  else if (kind === 'rate-limit')
    response.writeHead(429, { 'retry-after': String(scriptedRetryAfterMs / 1000) }).end(echoedSecrets(request));
  else return false;
  return true;
}

/** A text that is too long. */
export const floodText = 'x'.repeat(floodChars);

function echoedSecrets(request: IncomingMessage): string {
  return JSON.stringify({ error: { message: `slow down, ${request.headers.authorization}` } });
}

function writeForEver(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 'x');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more).write('{"text":"');
  more();
}
