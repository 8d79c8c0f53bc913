import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import type { SeamConfigInput } from '../seam-config.ts';
import { answerEvents, answerJson, ScriptedServer } from '../testing/scripted-server.ts';
import { ReplayBench, type Replaying } from './testing/replay-bench.ts';

type Servers = SeamConfigInput['servers'];

const open: (Disposable | AsyncDisposable)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse())
    await (Symbol.asyncDispose in one ? one[Symbol.asyncDispose]() : one[Symbol.dispose]());
});

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const chat = { id: 'c', created: 1, model: 'gpt-4o-2024-11-20' };
const message = { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-5', stop_sequence: null };
const event = (data: { readonly type: string }): string => `event: ${data.type}\ndata: ${JSON.stringify(data)}`;

/** Both providers at one address: the answers count, so that no two are the same. */
function provider(): Promise<ScriptedServer> {
  let calls = 0;
  return ScriptedServer.start(({ path, body }, response) => {
    const stream = (JSON.parse(body) as { stream?: boolean }).stream === true;
    const said = ['word ', `number ${++calls}`];
    if (path.endsWith('/messages') && stream) return answerEvents(response, claudeEvents(said));
    if (path.endsWith('/messages')) return answerJson(response, JSON.stringify(claudeAnswer(said.join(''))));
    if (stream) return answerEvents(response, chatEvents(said));
    return answerJson(response, JSON.stringify(chatAnswer(said.join(''))));
  });
}

const chatAnswer = (content: string): unknown => ({
  ...chat,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage,
});
const chatEvents = (said: readonly string[]): string[] => {
  const chunk = (delta: unknown, finish_reason: string | null): string =>
    `data: ${JSON.stringify({ ...chat, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}`;
  return [': keep-alive', ...said.map((content) => chunk({ content }, null)), chunk({}, 'stop'), 'data: [DONE]'];
};
const claudeAnswer = (text: string): unknown => ({
  ...message,
  content: [{ type: 'text', text }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 10, output_tokens: 5 },
});
const claudeEvents = (said: readonly string[]): string[] => [
  event({
    type: 'message_start',
    message: { ...message, content: [], stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } },
  } as never),
  event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } } as never),
  ...said.map((text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } } as never)),
  event({ type: 'content_block_stop', index: 0 } as never),
  event({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 5 },
  } as never),
  event({ type: 'message_stop' }),
];

/** Asks a model by its official client and gives what was said. */
type Ask = (url: string, words?: string) => Promise<string>;

const messages = (content: string) => [{ role: 'user' as const, content }];
const openai = (url: string): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k' });
const anthropic = (url: string): Anthropic => new Anthropic({ baseURL: url, apiKey: 'k' });
const claude = (words: string) => ({ model: 'claude-sonnet-5', max_tokens: 50, messages: messages(words) });

const asks: [string, Ask][] = [
  [
    'openai',
    async (url, words = 'hello') => {
      const { choices } = await openai(url).chat.completions.create({ model: 'gpt-4o', messages: messages(words) });
      return choices[0]?.message.content ?? '';
    },
  ],
  [
    'openai, streamed',
    async (url, words = 'hello') => {
      const stream = await openai(url).chat.completions.create({
        model: 'gpt-4o',
        messages: messages(words),
        stream: true,
      });
      let said = '';
      for await (const { choices } of stream) said += choices[0]?.delta.content ?? '';
      return said;
    },
  ],
  [
    'anthropic',
    async (url, words = 'hello') => {
      const { content } = await anthropic(url).messages.create(claude(words));
      return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    },
  ],
  ['anthropic, streamed', async (url, words = 'hello') => anthropic(url).messages.stream(claude(words)).finalText()],
];

async function recorded(
  ask: Ask,
  trials: readonly string[],
): Promise<{ bench: ReplayBench; said: string[]; servers: Servers }> {
  const [bench, server] = [new ReplayBench(), await provider()];
  open.push(bench, server);
  await using seam = await bench.record({ model: { kind: 'model', url: server.url } });
  const said = [];
  for (const trial of trials) for (let at = 0; at < 2; at++) said.push(await ask(seam.address(trial, 'model')));
  return { bench, said, servers: { model: { kind: 'model', url: 'http://127.0.0.1:1' } } };
}

async function replaying(
  from: { bench: ReplayBench; servers: Servers },
  ...more: [Parameters<ReplayBench['replay']>[1]?]
): Promise<Replaying> {
  const replay = await from.bench.replay(from.servers, ...more);
  open.push(replay);
  return replay;
}

describe.each(asks)('recorded calls of a model by %s', (_, ask) => {
  // What was said is what the official client itself heard of the live provider.
  it('are answered again as they were, each trial by its own, with usage and costs', async () => {
    const made = await recorded(ask, ['t#0', 't#1']);
    expect(new Set(made.said).size).toBe(4);
    const { seam, events } = await replaying(made);
    const heard = [];
    for (const trial of ['t#1', 't#0'])
      for (let at = 0; at < 2; at++) heard.push(await ask(seam.address(trial, 'model')));
    expect(heard).toEqual([...made.said.slice(2), ...made.said.slice(0, 2)]);
    await seam.close();
    const replies = (await events()).filter(({ kind }) => kind === 'reply');
    expect(replies).toMatchObject([
      { source: 'replay', outcome: 'result', status: 200 },
      { source: 'replay', outcome: 'result', status: 200 },
    ]);
  });

  it('are no answers to other words, to the same words once more, or to another trial, and the client does not try again', async () => {
    const made = await recorded(ask, ['t#0']);
    const { seam, summary } = await replaying(made, { trial: 't#0', tools: { '*': 'fuzzy' }, maxDistance: 1 });
    await expect(ask(seam.address('t#0', 'model'), 'hello!')).rejects.toMatchObject({ status: 400 });
    await ask(seam.address('t#0', 'model'));
    await ask(seam.address('t#0', 'model'));
    await expect(ask(seam.address('t#0', 'model'))).rejects.toMatchObject({ status: 400 });
    // a trial named for all answers tools; one sample of a model must not stand for many
    await expect(ask(seam.address('t#1', 'model'))).rejects.toMatchObject({ status: 400 });
    expect(await summary()).toMatchObject({ replayed: 2, missed: 2, diverged: true, offPathFromMs: null });
  });
});

describe('the recorded stream of a model', () => {
  it('comes at once, or with its pauses where that was chosen', async () => {
    const bench = new ReplayBench();
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    const server = await ScriptedServer.start(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"choices":[]}\n\n');
      await heard;
      setTimeout(() => response.end('data: [DONE]\n\n'), 60);
    });
    open.push(bench, server);
    const post = (url: string): Promise<Response> =>
      fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"model":"m","messages":[],"stream":true}' });
    {
      await using seam = await bench.record({ model: { kind: 'model', url: server.url } });
      const answer = await post(seam.address('t#0', 'model'));
      hear();
      expect(await answer.text()).toContain('[DONE]');
    }
    const servers: Servers = { model: { kind: 'model', url: 'http://127.0.0.1:1' } };
    const paused = async (speed: number): Promise<number[]> => {
      const { seam, events } = await replaying({ bench, servers }, { speed });
      await (await post(seam.address('t#0', 'model'))).text();
      await seam.close();
      return (await events()).flatMap((one) => (one.kind === 'reply' ? (one.chunks ?? []).map(([ms]) => ms) : []));
    };
    // a timer never fires early by more than its millisecond
    expect((await paused(1))[1]).toBeGreaterThan(50);
    expect(await paused(0)).toHaveLength(1);
  });
});

describe('a recorded REST API', () => {
  it('answers by method, path, query and body, with its status; reads again, writes once', async () => {
    let calls = 0;
    const server = await ScriptedServer.start(({ path, method }, response) => {
      if (path.startsWith('/missing')) answerJson(response, '{"error":"no such thing"}', 404);
      else if (method === 'POST') answerJson(response, `{"created":${++calls}.0}`, 201);
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>hi</p>');
    });
    const bench = new ReplayBench();
    open.push(bench, server);
    const post = (url: string, body: string): Promise<Response> => fetch(`${url}/orders`, { method: 'POST', body });
    {
      await using seam = await bench.record({ api: { kind: 'http', url: server.url } });
      const url = seam.address('t#0', 'api');
      for (const path of ['/page?b=2&a=1', '/missing']) await (await fetch(`${url}${path}`)).text();
      await (await post(url, '{"a":1,"b":2}')).text();
    }
    const { seam, summary } = await replaying({ bench, servers: { api: { kind: 'http', url: 'http://127.0.0.1:1' } } });
    const url = seam.address('t#0', 'api');
    const created = await post(url, '{ "b": 2, "a": 1 }');
    expect([created.status, created.headers.get('content-type'), await created.text()]).toEqual([
      201,
      'application/json',
      '{"created":1.0}',
    ]);
    expect((await post(url, '{ "b": 2, "a": 1 }')).status).toBe(503);
    expect((await fetch(`${url}/missing`)).status).toBe(404);
    const page = await fetch(`${url}/page?a=1&b=2`);
    expect([page.headers.get('content-type'), await page.text()]).toEqual([
      'text/html; charset=utf-8',
      '<!doctype html><p>hi</p>',
    ]);
    expect(await summary()).toMatchObject({ replayed: 3, missed: 1, diverged: true });
  });
});
