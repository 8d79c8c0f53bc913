import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAll } from '../../../src/seam/proxy/http/read-all.ts';
import { answerEvents, answerJson } from '../../../src/seam/testing/scripted-server.ts';

const maxBytes = 1024 * 1024;
const words = ['one ', 'two ', 'three ', 'four ', 'five ', 'six'];
const line = (data: unknown): string => `data: ${JSON.stringify(data)}`;
const named = (data: { readonly type: string; readonly [key: string]: unknown }): string =>
  `event: ${data.type}\n${line(data)}`;

/** A provider of both APIs that says `one two three four five six`, or calls `get_order` where it is offered a tool. */
export class ModelProvider implements AsyncDisposable {
  /** The models that were asked for, in order. */
  readonly hits: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
      const asked = await readAsked(request);
      this.hits.push(asked.model);
      const claude = (request.url ?? '').endsWith('/messages');
      const tool = (asked.tools?.length ?? 0) > 0;
      if (asked.stream === true) answerEvents(response, claude ? messagesEvents(tool) : chatEvents(tool));
      else answerJson(response, JSON.stringify(claude ? messagesAnswer(tool) : chatAnswer(tool)));
    });
  }

  static async start(): Promise<ModelProvider> {
    const provider = new ModelProvider();
    await new Promise<void>((listening) => provider.#server.listen(0, '127.0.0.1', listening));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }
}

interface Asked {
  readonly model: string;
  readonly stream?: boolean;
  readonly tools?: readonly unknown[];
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  return JSON.parse((await readAll(request, maxBytes))?.toString('utf8') ?? '') as Asked;
}

const chat = { id: 'c', created: 1, model: 'gpt-4o' };
const usage = { prompt_tokens: 10, completion_tokens: 6, total_tokens: 16 };

function chatAnswer(tool: boolean): unknown {
  const call = { id: 'call_1', type: 'function', function: { name: 'get_order', arguments: '{"id":"O-7"}' } };
  const message = tool
    ? { role: 'assistant', content: null, tool_calls: [call] }
    : { role: 'assistant', content: words.join('') };
  return {
    ...chat,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: tool ? 'tool_calls' : 'stop' }],
    usage,
  };
}

function chatEvents(tool: boolean): string[] {
  const chunk = (delta: unknown, finish_reason: string | null = null): string =>
    line({ ...chat, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });
  const call = (part: object, rest: object = {}): string =>
    chunk({ tool_calls: [{ index: 0, ...rest, function: part }] });
  const pieces = tool
    ? [
        call({ name: 'get_order', arguments: '' }, { id: 'call_1', type: 'function' }),
        ...['{"id"', ':"O-7"', '}'].map((args) => call({ arguments: args })),
      ]
    : words.map((content) => chunk({ content }));
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces,
    chunk({}, tool ? 'tool_calls' : 'stop'),
    line({ ...chat, object: 'chat.completion.chunk', choices: [], usage }),
    'data: [DONE]',
  ];
}

const message = { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-5', stop_sequence: null };

function messagesAnswer(tool: boolean): unknown {
  const content = tool
    ? [{ type: 'tool_use', id: 'tu_1', name: 'get_order', input: { id: 'O-7' } }]
    : [{ type: 'text', text: words.join('') }];
  const stop_reason = tool ? 'tool_use' : 'end_turn';
  return { ...message, content, stop_reason, usage: { input_tokens: 10, output_tokens: 6 } };
}

function messagesEvents(tool: boolean): string[] {
  const begun = { ...message, content: [], stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } };
  const content_block = tool
    ? { type: 'tool_use', id: 'tu_1', name: 'get_order', input: {} }
    : { type: 'text', text: '' };
  const pieces = tool
    ? ['{"id"', ':"O-7"', '}'].map((partial_json) => ({ type: 'input_json_delta', partial_json }))
    : words.map((text) => ({ type: 'text_delta', text }));
  return [
    named({ type: 'message_start', message: begun }),
    named({ type: 'content_block_start', index: 0, content_block }),
    ...pieces.map((delta) => named({ type: 'content_block_delta', index: 0, delta })),
    named({ type: 'content_block_stop', index: 0 }),
    named({
      type: 'message_delta',
      delta: { stop_reason: tool ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 6 },
    }),
    named({ type: 'message_stop' }),
  ];
}
