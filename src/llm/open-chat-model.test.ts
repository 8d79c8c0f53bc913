import { describe, expect, it } from 'vitest';
import type { ChatRequest } from './chat-model.ts';
import { openChatModel } from './open-chat-model.ts';
import { chatCompletionsStub, type SeenRequest, type StubAnswer } from './testing/chat-completions-stub.ts';
import { SleeplessClock } from './testing/manual-clock.ts';

const key = 'key-of-a-test-0123456789';
const request: ChatRequest = { system: 'Be brief.', messages: [{ role: 'user', text: 'Hello?' }] };
const verdict = {
  type: 'object',
  properties: { verdict: { enum: ['pass', 'fail'] } },
  required: ['verdict'],
  additionalProperties: false,
} as const;
const forever = new AbortController().signal;

async function withStub<T>(
  answer: (request: SeenRequest, n: number) => StubAnswer,
  use: (complete: (request: ChatRequest, signal?: AbortSignal) => Promise<T>, stub: Stub) => Promise<void>,
  model = 'gpt-4o',
): Promise<void> {
  await using stub = await chatCompletionsStub(answer);
  const clock = new SleeplessClock();
  const opened = await openChatModel(`openai-compatible:${stub.url}#${model}`, {
    env: { SEATRIAL_MODEL_API_KEY: key, OPENAI_API_KEY: 'never-sent-to-other-hosts' },
    clock,
    seed: 1,
  });
  await use((asked, signal = forever) => opened.complete(asked, signal) as Promise<T>, {
    ...stub,
    clock,
    id: opened.id,
  });
}
interface Stub {
  readonly seen: readonly SeenRequest[];
  readonly clock: SleeplessClock;
  readonly id: string;
}

describe('openChatModel on a chat completions server', () => {
  it('sends system, messages and the key, and returns text, usage and price', () =>
    withStub(
      () => ({ text: 'Hi.' }),
      async (complete, { seen, id }) => {
        const answer = await complete({ ...request, temperature: 0.2, seed: 7 });
        expect(answer).toMatchObject({
          text: 'Hi.',
          model: 'gpt-4o',
          finishReason: 'stop',
          usage: { inputTokens: 1000, outputTokens: 100, cachedInputTokens: 200 },
          // By hand: (800 × 2.50 + 200 × 1.25 + 100 × 10) / 10^6.
          costUsd: expect.closeTo(0.00325, 10),
        });
        expect(seen[0]?.authorization).toBe(`Bearer ${key}`);
        expect(seen[0]?.body).toMatchObject({ model: 'gpt-4o', temperature: 0.2, seed: 7 });
        expect(seen[0]?.body.messages).toEqual([
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hello?' },
        ]);
        expect(id).toMatch(/^openai-compatible:127\.0\.0\.1:\d+:gpt-4o$/);
      },
    ));

  it('leaves the price of an unknown model unknown', () =>
    withStub(
      () => ({ text: 'Hi.' }),
      async (complete) => expect(await complete(request)).toMatchObject({ costUsd: null }),
      'nonesuch-9',
    ));

  it('asks for structured output, takes off a fence and checks the answer against the schema', () =>
    withStub(
      (_request, n) => ({ text: n === 1 ? '```json\n{"verdict":"pass"}\n```' : '{"verdict":"maybe"}' }),
      async (complete, { seen }) => {
        expect(await complete({ ...request, schema: verdict })).toMatchObject({ text: '{"verdict":"pass"}' });
        expect(seen[0]?.body.response_format?.type).toBe('json_schema');
        await expect(complete({ ...request, schema: verdict })).rejects.toMatchObject({
          code: 'bad-answer',
          answer: { text: '{"verdict":"maybe"}', usage: { inputTokens: 1000 }, costUsd: expect.closeTo(0.00325, 10) },
        });
        expect(seen).toHaveLength(2);
      },
    ));

  it('waits as Retry-After asks and tries again, without the SDK trying too', () =>
    withStub(
      (_request, n) => (n <= 2 ? { status: 429, headers: { 'retry-after': '7' } } : { text: 'Hi.' }),
      async (complete, { seen, clock }) => {
        await complete(request);
        expect(seen).toHaveLength(3);
        expect(clock.sleeps).toEqual([7000, 7000]);
      },
    ));

  it('backs off from an overloaded provider by pauses that double, with a seeded jitter, and gives up', () =>
    withStub(
      () => ({ status: 503 }),
      async (complete, { seen, clock }) => {
        await expect(complete(request)).rejects.toMatchObject({ code: 'unavailable' });
        expect(seen).toHaveLength(4);
        for (const [at, ms] of clock.sleeps.entries()) {
          expect(ms).toBeGreaterThanOrEqual(250 * 2 ** at);
          expect(ms).toBeLessThan(500 * 2 ** at + 1);
        }
      },
    ));

  it('hands a long Retry-After to its caller instead of sleeping', () =>
    withStub(
      () => ({ status: 429, headers: { 'retry-after': '600' } }),
      async (complete, { seen, clock }) => {
        await expect(complete(request)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 600_000 });
        expect([seen.length, clock.sleeps.length]).toEqual([1, 0]);
      },
    ));

  it('does not repeat a request that was refused, and keeps the key out of the error', () =>
    withStub(
      ({ authorization }) => ({ status: 401, body: JSON.stringify({ error: { message: `bad ${authorization}` } }) }),
      async (complete, { seen }) => {
        const error = await complete(request).catch((thrown: unknown) => thrown as Error);
        expect(error).toMatchObject({ code: 'refused-request' });
        expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(key);
        expect(String((error as Error).cause)).not.toContain(key);
        expect(seen).toHaveLength(1);
      },
    ));

  it('tells a page, a cut connection and a dead address apart', async () => {
    await withStub(
      () => ({ raw: '<html>It works!</html>' }),
      async (complete) => expect(complete(request)).rejects.toMatchObject({ code: 'bad-answer' }),
    );
    await withStub(
      (_request, n) => (n < 3 ? 'reset' : { text: 'Hi.' }),
      async (complete, { seen }) => {
        await complete(request);
        expect(seen).toHaveLength(3);
      },
    );
    const dead = await openChatModel('openai-compatible:http://127.0.0.1:1/v1#x', {
      env: {},
      clock: new SleeplessClock(),
    });
    await expect(dead.complete(request, forever)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('rejects with the reason of an abort, soon', () =>
    withStub(
      () => 'hang',
      async (complete) => {
        const abort = new AbortController();
        const pending = complete(request, abort.signal);
        abort.abort(new Error('trial over'));
        await expect(pending).rejects.toThrow('trial over');
      },
    ));

  it('sends OPENAI_API_KEY to api.openai.com alone', async () => {
    await using stub = await chatCompletionsStub(() => ({ text: 'Hi.' }));
    const model = await openChatModel(`openai-compatible:${stub.url}#m`, { env: { OPENAI_API_KEY: key } });
    await model.complete(request, forever);
    expect(stub.seen[0]?.authorization).toBeUndefined();
  });
});

describe('openChatModel on a module of the AI SDK', () => {
  it('calls its default export, without printing its warnings', async () => {
    const folder = new URL('testing/', import.meta.url).pathname;
    const model = await openChatModel('ai-sdk:./echo-model.ts', { env: {}, folder });
    expect(model.id).toBe('echo:echo-1');
    expect(await model.complete(request, forever)).toMatchObject({
      text: '["system","user"]',
      finishReason: 'stop',
      usage: { inputTokens: 7, outputTokens: 2, cachedInputTokens: null },
      costUsd: null,
    });
  });
});

describe('openChatModel refuses', () => {
  it.each(['gpt-4o', 'openai-compatible:http://127.0.0.1/v1', 'openai-compatible:ftp://x#m', 'openai-compatible:#m'])(
    'an address of another form: %s',
    async (address) => expect(openChatModel(address, { env: {} })).rejects.toMatchObject({ code: 'LLM_BAD_MODEL' }),
  );

  it('credentials in the address, without repeating them', async () => {
    const error = await openChatModel('openai-compatible:http://me:hush@127.0.0.1/v1#m', { env: {} }).catch(
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ code: 'LLM_BAD_MODEL' });
    expect(String(error)).not.toContain('hush');
  });

  it('a module that is not there or exports no model', async () => {
    await expect(openChatModel('ai-sdk:./nowhere.ts', { env: {} })).rejects.toMatchObject({ code: 'LLM_BAD_MODULE' });
    const folder = new URL('.', import.meta.url).pathname;
    await expect(openChatModel('ai-sdk:./limiter-clock.ts', { env: {}, folder })).rejects.toMatchObject({
      code: 'LLM_BAD_MODULE',
    });
  });
});
