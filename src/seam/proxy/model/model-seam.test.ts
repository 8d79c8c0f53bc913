import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '#schema';
import {
  anthropicAnswer,
  anthropicEvents,
  chatAnswer,
  chatEvents,
  responsesAnswer,
  responsesEvents,
} from '../../testing/provider-answers.ts';
import { answerEvents, answerJson, ScriptedServer } from '../../testing/scripted-server.ts';
import { SeamBench } from '../../testing/seam-bench.ts';

type Fault = FaultPlanInput['rules'][number]['fault'];

interface Provider extends AsyncDisposable {
  readonly url: string;
  readonly server: ScriptedServer;
  readonly bench: SeamBench;
}

/** A provider that speaks all three APIs; it calls a tool when it is offered one. */
async function provider(fault: Fault | null): Promise<Provider> {
  const server = await ScriptedServer.start(({ path, body }, response) => {
    const { stream, tools } = JSON.parse(body) as { stream?: boolean; tools?: unknown[] };
    const asked = tools !== undefined && tools.length > 0;
    const [events, answer] = path.endsWith('/messages')
      ? [anthropicEvents, anthropicAnswer]
      : path.endsWith('/responses')
        ? [responsesEvents, responsesAnswer]
        : [chatEvents, chatAnswer];
    if (stream) answerEvents(response, events(asked));
    else answerJson(response, JSON.stringify(answer(asked)));
  });
  const rules: FaultPlanInput['rules'] | null =
    fault === null ? null : [{ id: 'f', where: { seam: 'model' }, clears: 'never', fault }];
  const bench = await SeamBench.start({ models: { kind: 'model', url: server.url } }, rules);
  return {
    url: bench.address('models'),
    server,
    bench,
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const openai = (url: string, maxRetries = 0): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries });
const anthropic = (url: string, maxRetries = 0): Anthropic => new Anthropic({ baseURL: url, apiKey: 'k', maxRetries });
const messages = [{ role: 'user' as const, content: 'hello' }];
const chatTools = [{ type: 'function' as const, function: { name: 'get_order', parameters: {} } }];

/** What a client makes of an answer, whatever the API. */
interface Heard {
  readonly text: string;
  readonly tool: string | null;
  readonly args: string | null;
  readonly stop: string | null;
}

type Ask = (url: string, tools: boolean) => Promise<Heard>;

const chatDocument: Ask = async (url, tools) => {
  const { choices } = await openai(url).chat.completions.create({
    model: 'gpt-4o',
    messages,
    ...(tools && { tools: chatTools }),
  });
  const { message: said, finish_reason } = choices[0] ?? {};
  const call = said?.tool_calls?.[0];
  const fn = call?.type === 'function' ? call.function : undefined;
  return {
    text: said?.content ?? said?.refusal ?? '',
    tool: fn?.name ?? null,
    args: fn?.arguments ?? null,
    stop: finish_reason ?? null,
  };
};
const chatStream: Ask = async (url, tools) => {
  const heard = { text: '', tool: null as string | null, args: null as string | null, stop: null as string | null };
  const stream = await openai(url).chat.completions.create({
    model: 'gpt-4o',
    messages,
    stream: true,
    ...(tools && { tools: chatTools }),
  });
  for await (const { choices } of stream) {
    const { delta, finish_reason } = choices[0] ?? {};
    heard.text += delta?.content ?? delta?.refusal ?? '';
    heard.tool = delta?.tool_calls?.[0]?.function?.name ?? heard.tool;
    const args = delta?.tool_calls?.[0]?.function?.arguments;
    if (args !== undefined) heard.args = `${heard.args ?? ''}${args}`;
    heard.stop = finish_reason ?? heard.stop;
  }
  return heard;
};
const tool = { type: 'function' as const, name: 'get_order', parameters: {}, strict: false };
const responsesOf = ({ output, status, incomplete_details }: OpenAI.Responses.Response): Heard => {
  const call = output.find((one) => one.type === 'function_call');
  const parts = output.flatMap((one) => (one.type === 'message' ? one.content : []));
  const text = parts.map((part) => (part.type === 'refusal' ? part.refusal : part.text)).join('');
  return {
    text,
    tool: call?.name ?? null,
    args: call?.arguments ?? null,
    stop: incomplete_details?.reason ?? status ?? null,
  };
};
const responsesDocument: Ask = async (url, tools) =>
  responsesOf(await openai(url).responses.create({ model: 'gpt-4o', input: 'hello', ...(tools && { tools: [tool] }) }));
const responsesStream: Ask = async (url, tools) =>
  responsesOf(
    await openai(url)
      .responses.stream({ model: 'gpt-4o', input: 'hello', ...(tools && { tools: [tool] }) })
      .finalResponse(),
  );
const request = (tools: boolean): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5',
  max_tokens: 100,
  messages,
  ...(tools && { tools: [{ name: 'get_order', input_schema: { type: 'object' } }] }),
});
const anthropicOf = ({ content, stop_reason }: Anthropic.Message): Heard => {
  const call = content.find((block) => block.type === 'tool_use');
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return {
    text,
    tool: call?.name ?? null,
    args: call === undefined ? null : JSON.stringify(call.input),
    stop: stop_reason,
  };
};
const anthropicDocument: Ask = async (url, tools) => anthropicOf(await anthropic(url).messages.create(request(tools)));
const anthropicStream: Ask = async (url, tools) =>
  anthropicOf(await anthropic(url).messages.stream(request(tools)).finalMessage());

const asks: readonly [string, Ask][] = [
  ['OpenAI chat', chatDocument],
  ['OpenAI chat, streamed', chatStream],
  ['OpenAI Responses', responsesDocument],
  ['OpenAI Responses, streamed', responsesStream],
  ['Anthropic', anthropicDocument],
  ['Anthropic, streamed', anthropicStream],
];

describe.each(asks)('the model seam, with the client of %s', (name, ask) => {
  const streamed = name.endsWith('streamed');
  const claude = name.startsWith('Anthropic');

  it('is not noticed, and counts tokens and money', async () => {
    await using seam = await provider(null);
    expect(await ask(seam.url, true)).toMatchObject({ tool: 'get_order', args: '{"id":"O-1"}' });
    expect(await ask(seam.url, false)).toMatchObject({ text: 'one two three four five six' });
    const replies = await seam.bench.eventsOf('reply');
    // 1,000 tokens in, of which 200 from the cache, 100 out
    expect(replies[0]).toMatchObject({
      outcome: 'result',
      delivered: true,
      usage: { inputTokens: 1000, cachedInputTokens: 200, outputTokens: 100 },
    });
    expect(replies[0]?.costUsd).toBeGreaterThan(0.001);
    expect((replies[0]?.chunks?.length ?? 0) > 0).toBe(streamed);
  });

  it('passes every byte', async () => {
    await using seam = await provider(null);
    const path = claude ? '/v1/messages' : name.includes('Responses') ? '/v1/responses' : '/v1/chat/completions';
    const body = JSON.stringify({ model: 'x', stream: streamed, tools: [{}] });
    const through = await fetch(`${seam.url}${path}`, { method: 'POST', body });
    const direct = await fetch(`${seam.server.url}${path}`, { method: 'POST', body });
    expect(await through.text()).toBe(await direct.text());
    expect(seam.server.seen[0]?.body).toBe(body);
  });

  it('breaks off the arguments of a tool call', async () => {
    await using seam = await provider({ kind: 'bad-tool-call' });
    const { args } = await ask(seam.url, true);
    // Anthropic's API parses arguments itself, and its client mends what it has of a stream: arguments arrive, and they are others.
    expect(args).toBe(claude ? '{}' : '{"id":"O');
    expect(await seam.bench.marks()).toMatchObject([{ surface: 'model', realised: true, delivered: true }]);
  });

  it.each<[string, Fault, boolean, Partial<Heard>]>([
    ['a tool that is not there', { kind: 'unknown-tool' }, true, { tool: 'get_order_details', args: '{"id":"O-1"}' }],
    [
      'an answer cut by its length',
      { kind: 'length-stop', keep: 0.5 },
      false,
      { stop: claude ? 'max_tokens' : name.includes('Responses') ? 'max_output_tokens' : 'length' },
    ],
    ['nothing', { kind: 'empty' }, false, { text: '', tool: null }],
    [
      'a refusal',
      { kind: 'refusal' },
      false,
      claude ? { stop: 'refusal', text: '' } : { text: "I'm sorry, but I can't help with that request." },
    ],
  ])('gives the client %s', async (_, fault, tools, heard) => {
    await using seam = await provider(fault);
    const answer = await ask(seam.url, tools);
    expect(answer).toMatchObject(heard);
    if (fault.kind === 'length-stop') {
      expect('one two three four five six'.startsWith(answer.text)).toBe(true);
      expect(answer.text.length).toBeLessThan(20);
    }
    expect(await seam.bench.marks()).toMatchObject([{ realised: true, delivered: true }]);
    const [reply] = await seam.bench.eventsOf('reply');
    expect(reply).toMatchObject({ usage: { inputTokens: 1000, outputTokens: 100 } });
    expect(reply?.truth).not.toBeNull();
  });

  it.each<[Fault, number]>([
    [{ kind: 'rate-limit', retryAfterS: 0 }, 429],
    [{ kind: 'overloaded' }, claude ? 529 : 503],
    [{ kind: 'server-error' }, 500],
    [{ kind: 'unauthorized' }, 401],
    [{ kind: 'not-found' }, 404],
  ])('throws what the provider would make it throw for %o', async (fault, status) => {
    await using seam = await provider(fault);
    await expect(ask(seam.url, false)).rejects.toMatchObject({ status });
    expect(seam.server.seen).toHaveLength(0);
  });

  it('asks another model without a word', async () => {
    await using seam = await provider({ kind: 'model-swap', model: 'gpt-4o-mini' });
    await ask(seam.url, false);
    expect(JSON.parse(seam.server.seen[0]?.body ?? '')).toMatchObject({ model: 'gpt-4o-mini' });
  });

  it('waits for its first word', async () => {
    await using seam = await provider({ kind: 'slow-first-token', ms: 30 });
    const began = performance.now();
    await ask(seam.url, false);
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
  });
});

describe('the model seam', () => {
  it.each(asks.filter(([name]) => name.endsWith('streamed')))(
    'makes the client of %s throw when the stream breaks, by reset or by an error event',
    async (_, ask) => {
      for (const kind of ['stream-reset', 'stream-error'] as const) {
        await using seam = await provider({ kind, afterEvents: 2 });
        await expect(ask(seam.url, false)).rejects.toThrow();
        expect(await seam.bench.marks()).toMatchObject([{ kind, delivered: true }]);
      }
    },
  );

  it.each(asks.filter(([name]) => !name.endsWith('streamed')))(
    'has no stream to break for the client of %s',
    async (_, ask) => {
      await using seam = await provider({ kind: 'stream-cut' });
      await ask(seam.url, false);
      expect(await seam.bench.eventsOf('fault')).toMatchObject([{ unrealised: 'not-a-stream' }]);
    },
  );

  // seams.md 4.3: the two SDKs that take a clean cut for success.
  it('cuts a stream cleanly, and the clients of OpenAI chat and Anthropic take it for success', async () => {
    await using seam = await provider({ kind: 'stream-cut', afterEvents: 3 });
    expect(await chatStream(seam.url, false)).toEqual({ text: 'one two three ', tool: null, args: null, stop: null });
    const events = await anthropic(seam.url).messages.create({ ...request(false), stream: true });
    let text = '';
    for await (const event of events)
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
    expect(text).toBe('one two three ');
  });

  // seams.md 4.3: three hits for a 429 with Retry-After, by the SDKs' own retries; four attempts are needed to reach the agent.
  it('shows how often the client libraries try again by themselves', async () => {
    await using seam = await provider({ kind: 'rate-limit', retryAfterS: 0 });
    await expect(openai(seam.url, 2).chat.completions.create({ model: 'gpt-4o', messages })).rejects.toMatchObject({
      status: 429,
    });
    await expect(anthropic(seam.url, 2).messages.create(request(false))).rejects.toMatchObject({ status: 429 });
    const calls = await seam.bench.eventsOf('call');
    expect(calls.map(({ operation, occurrence }) => `${operation} ${occurrence}`)).toEqual([
      ...[1, 2, 3].map((n) => `openai-chat ${n}`),
      ...[1, 2, 3].map((n) => `anthropic-messages ${n}`),
    ]);
  });

  it('keeps keys out of the record', async () => {
    await using seam = await provider(null);
    await fetch(`${seam.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-live-0123456789abcdef01234' },
      body: '{"model":"x","api_key":"hunter2hunter2"}',
    });
    expect(JSON.stringify(await seam.bench.events())).not.toMatch(/sk-live|hunter2/);
  });
});
