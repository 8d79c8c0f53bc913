import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '#base';

/** A request as it reached the server. */
export interface SeenRequest {
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
    readonly temperature?: number;
    readonly seed?: number;
  };
  readonly authorization: string | undefined;
}

/** What the server does with the n-th request: answer with a text, or something else. */
export type StubAnswer =
  | { readonly text: string }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly raw: string }
  | 'hang'
  | 'reset';

/** A chat completions server on loopback. Dispose it to cut what is open. */
export interface ChatCompletionsStub extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

/** Starts a server that answers by a rule. */
export async function chatCompletionsStub(
  answer: (request: SeenRequest, n: number) => StubAnswer,
): Promise<ChatCompletionsStub> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await bodyOf(request)) as SeenRequest['body'];
    const one = { body, authorization: request.headers.authorization };
    seen.push(one);
    respond(request, response, answer(one, seen.length), body.model);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function respond(request: IncomingMessage, response: ServerResponse, answer: StubAnswer, model: string): void {
  if (answer === 'hang') return;
  if (answer === 'reset') request.socket.destroy();
  else if ('raw' in answer) response.writeHead(200, { 'content-type': 'application/json' }).end(answer.raw);
  else if ('status' in answer)
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body ?? '{}');
  else
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion(answer.text, model)));
}

function completion(content: string, model: string): Json {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: {
      prompt_tokens: 1000,
      completion_tokens: 100,
      total_tokens: 1100,
      prompt_tokens_details: { cached_tokens: 200 },
    },
  };
}
