import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '#base';
import { type ToolBox, ToolTransportError } from '../tool.ts';
import { answerMessage, type ServerInfo } from './answer-message.ts';
import { answerText, type RequestId, type RpcError, readMessage, rpcCodes } from './json-rpc.ts';
import { protocolEra } from './protocol-era.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** One trial's tools behind a path of the host. */
export interface Endpoint {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Breaks what is under way. */
  close(): void;
}

/**
 * Streamable HTTP for one tool box: a POST is answered by one JSON body; there is nothing to stream and nothing the server would ask.
 *
 * A broken way to a tool ({@link ToolTransportError}) breaks the connection, or leaves the caller waiting when it was a timeout; after
 * `server-gone` every connection breaks.
 */
export function openEndpoint(box: ToolBox, server: ServerInfo): Endpoint {
  const open = new Set<ServerResponse>();
  let gone = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (gone) return void response.destroy();
    const body = await acceptedBody(request, response);
    if (body !== null) await exchange(request, response, body);
  }

  async function exchange(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const message = readMessage(body);
    if ('code' in message) return sendError(response, message);
    const era = protocolEra(message, request.headers);
    if (typeof era === 'object') return sendError(response, era, message.id);
    if (message.id === null) return send(response, 202, '');
    const signal = era === 'stateless' ? abortedWith(response) : new AbortController().signal;
    try {
      sendAnswer(response, message.id, await answerMessage(box, { message, era, server, signal }));
    } catch (error) {
      broken(response, message.id, error);
    }
  }

  function broken(response: ServerResponse, id: RequestId, error: unknown): void {
    if (error instanceof ToolTransportError) {
      if (error.code === 'timeout') return;
      gone ||= error.code === 'server-gone';
      response.destroy();
    } else sendError(response, { status: 200, code: rpcCodes.internal, message: 'the call was broken off' }, id);
  }

  function close(): void {
    for (const response of open) response.destroy();
  }
  return { answer, close };
}

/** The text of a POST of JSON; anything else is refused, and null. */
async function acceptedBody(request: IncomingMessage, response: ServerResponse): Promise<string | null> {
  const refused = (status: number, message: string, headers = {}): null => {
    sendError(response, { status, code: rpcCodes.invalidRequest, message }, null, headers);
    return null;
  };
  if (request.method !== 'POST') {
    send(response, 405, '', { allow: 'POST' });
    return null;
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refused(415, 'expected application/json');
  const body = await readBody(request);
  return body ?? refused(413, `expected at most ${MAX_BODY_BYTES} bytes`, { connection: 'close' });
}

/** Closing the stream is how a client of the stateless era cancels; an earlier one that goes away cancels nothing. */
function abortedWith(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

/** The body as text; null when it is longer than allowed. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendAnswer(response: ServerResponse, id: RequestId, answer: { readonly result: Json } | RpcError): void {
  if ('result' in answer) send(response, 200, answerText(id, answer));
  else sendError(response, answer, id);
}

function sendError(
  response: ServerResponse,
  error: RpcError,
  id: RequestId | null = null,
  headers: { readonly [name: string]: string } = {},
): void {
  send(response, error.status, answerText(id, error), headers);
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: { readonly [name: string]: string } = {},
): void {
  if (response.destroyed) return;
  const typed = body === '' ? headers : { 'content-type': 'application/json', ...headers };
  response.writeHead(status, { ...typed, 'content-length': Buffer.byteLength(body) }).end(body);
}
