import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { type ToolBox, ToolTransportError } from '#worlds';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { answerJson, deadAddress, loopbackServer, requestJson } from '../testing/loopback-server.ts';
import { scriptedChat } from '../testing/scripted-chat.ts';
import { openOpenAiChat } from './adapter.ts';
import type { OpenAiChatConfig } from './config.ts';

const config = (baseUrl: string, secret: string): OpenAiChatConfig => ({
  baseUrl,
  model: 'scripted-1',
  headers: { authorization: `Bearer ${secret}` },
});

describe('a chat completions model', () => {
  const checks = agentConformance({
    kind: 'openai-chat',
    start: async (secret) => {
      const server = await scriptedChat();
      return { adapter: openOpenAiChat(config(`${server.url}/v1`, secret)), stop: server.stop };
    },
    unreachable: async (secret) => openOpenAiChat(config(await deadAddress(), secret)),
    crash: { owner: 'infrastructure', code: 'provider-unavailable' },
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

/** Answers each request with the next of these bodies, or with the last, and keeps the requests. */
async function modelThatAnswers(
  ...answers: readonly { status?: number; headers?: Record<string, string>; body: Json }[]
) {
  const requests: Record<string, Json>[] = [];
  const server = await loopbackServer(async (request, response) => {
    requests.push((await requestJson(request)) as Record<string, Json>);
    const answer = answers[Math.min(requests.length, answers.length) - 1]!;
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    answerJson(response, answer.body, answer.status);
  });
  return { ...server, requests };
}

const says = (message: Json, rest: Record<string, Json> = {}): { body: Json } => ({
  body: { choices: [{ message, finish_reason: 'stop' }], ...rest },
});
const asks = (name: string, given: Json, id = 'c1'): { body: Json } =>
  says({
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name, arguments: given } }],
  });

async function talk(url: string, texts: readonly string[], settings: Partial<OpenAiChatConfig> = {}, tools?: ToolBox) {
  const [trial] = conformanceTrial('t#0.0', undefined);
  await using adapter = openOpenAiChat({ baseUrl: url, model: 'm', ...settings });
  await using session = await adapter.open(tools === undefined ? trial : { ...trial, tools }, never);
  let reply = await session.reply(texts[0]!, never);
  for (const text of texts.slice(1)) reply = await session.reply(text, never);
  return { reply, trial };
}

describe('the request to a chat completions model', () => {
  it('carries instructions, tools, settings and the conversation', async () => {
    const model = await modelThatAnswers(says({ role: 'assistant', content: 'hello' }));
    await talk(model.url, ['hi', 'again'], { settings: { temperature: 0.5 } });
    await model.stop();
    expect(model.requests[0]).toMatchObject({ model: 'm', temperature: 0.5 });
    expect(model.requests[1]!['messages']).toEqual([
      { role: 'system', content: 'Follow the script.' },
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
      { role: 'user', content: 'again' },
    ]);
    expect((model.requests[0]!['tools'] as Json[])[0]).toMatchObject({ type: 'function', function: { name: 'add' } });
  });

  it('sends a decision back as it came, with members that only this server knows', async () => {
    const decision = {
      role: 'assistant',
      content: '',
      tool_calls: [
        {
          id: 'c9',
          type: 'function',
          function: { name: 'add', arguments: '{"a":1,"b":1}' },
          extra_content: { sign: 'z' },
        },
      ],
    };
    const model = await modelThatAnswers(says(decision), says({ role: 'assistant', content: 'two' }));
    const { reply } = await talk(model.url, ['add']);
    await model.stop();
    expect(reply.text).toBe('two');
    expect((model.requests[1]!['messages'] as Json[]).slice(-2)).toEqual([
      decision,
      { role: 'tool', tool_call_id: 'c9', content: '{"sum":2}' },
    ]);
  });
});

describe('the answer of a chat completions model', () => {
  it('keeps model, finish reason and usage, cached and reasoning tokens too', async () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 8 },
    };
    const model = await modelThatAnswers(says({ content: 'hi' }, { model: 'm-2026-01', usage }));
    const { reply } = await talk(model.url, ['hi']);
    await model.stop();
    expect(reply).toMatchObject({
      model: 'm-2026-01',
      finishReason: 'stop',
      usage: {
        inputTokens: 100,
        outputTokens: 20,
        cachedInputTokens: 64,
        cacheWriteTokens: null,
        reasoningTokens: 8,
        totalTokens: 120,
      },
    });
  });

  it('is reported decision by decision when it asks for tools', async () => {
    const model = await modelThatAnswers(asks('add', '{"a":1,"b":2}'), says({ content: 'three' }));
    const { trial } = await talk(model.url, ['add']);
    await model.stop();
    expect(trial.decisions).toMatchObject([{ text: null, toolCalls: 1, finishReason: 'stop' }]);
  });

  it.each([
    ['cut off', '{"a": 1,', true],
    ['no JSON at all', 'a=1', true],
    ['nested deeper than anybody means', '['.repeat(100) + ']'.repeat(100), true],
    ['left out', '', false],
  ])('whose arguments are %s reaches the box as what it is', async (_what, text, malformed) => {
    const model = await modelThatAnswers(asks('add', text), says({ content: 'done' }));
    const { trial } = await talk(model.url, ['go']);
    await model.stop();
    expect(trial.tools.calls[0]?.argumentsMalformed ?? false).toBe(malformed);
    expect(trial.tools.calls[0]?.arguments).toEqual(malformed ? text : {});
  });

  it('may carry arguments that are parsed already', async () => {
    const model = await modelThatAnswers(asks('add', { a: 3, b: 4 }), says({ content: 'done' }));
    const { trial } = await talk(model.url, ['go']);
    await model.stop();
    expect(trial.tools.calls[0]).toMatchObject({ name: 'add', arguments: { a: 3, b: 4 }, callId: 'c1' });
  });

  it('goes on with an error to read when the way to a tool breaks', async () => {
    const broken: ToolBox = {
      definitions: [],
      call: () => Promise.reject(new ToolTransportError('timeout', 'no answer within 30 s')),
    };
    const model = await modelThatAnswers(asks('add', '{}'), says({ content: 'sorry' }));
    const { reply } = await talk(model.url, ['go'], {}, broken);
    await model.stop();
    expect(reply.text).toBe('sorry');
    expect((model.requests[1]!['messages'] as Json[]).at(-1)).toMatchObject({
      content: 'Error: no answer within 30 s',
    });
    expect(model.requests[0]).not.toHaveProperty('tools');
  });

  it('is an endless loop when it only ever calls tools', async () => {
    const model = await modelThatAnswers(asks('add', '{"a":1,"b":1}'));
    await expect(talk(model.url, ['go'], { maxRounds: 3 })).rejects.toMatchObject({
      owner: 'agent',
      code: 'agent-endless-loop',
    });
    await model.stop();
    expect(model.requests.length).toBe(3);
  });
});

describe('a refusal of the server', () => {
  const errorBody = (message: string, code = 'x'): Json => ({ error: { message, code } });
  it.each([
    [500, 'infrastructure', 'provider-unavailable'],
    [503, 'infrastructure', 'provider-unavailable'],
    [401, 'infrastructure', 'provider-refused'],
    [404, 'infrastructure', 'provider-refused'],
    [400, 'infrastructure', 'provider-refused'],
  ])('with status %i is a loss to %s: %s', async (status, owner, code) => {
    const model = await modelThatAnswers({ status, body: errorBody('no') });
    await expect(talk(model.url, ['hi'])).rejects.toMatchObject({ owner, code });
    await model.stop();
  });

  it('because the conversation is too long is a failure of the agent', async () => {
    const model = await modelThatAnswers({ status: 400, body: errorBody('too long', 'context_length_exceeded') });
    await expect(talk(model.url, ['hi'])).rejects.toMatchObject({ owner: 'agent', code: 'agent-context-exceeded' });
    await model.stop();
  });

  it('that echoes the key does not show it', async () => {
    const key = 'key-of-the-customer-000';
    const model = await modelThatAnswers({ status: 401, body: errorBody(`Incorrect API key provided: ${key}`) });
    const failure = await talk(model.url, ['hi'], { headers: { authorization: `Bearer ${key}` } }).catch(String);
    await model.stop();
    expect(failure).toContain('Incorrect API key provided: [redacted]');
  });
});
