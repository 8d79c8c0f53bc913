import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { answerJson, deadAddress, loopbackServer, requestJson } from '../testing/loopback-server.ts';
import { scriptedResponses } from '../testing/scripted-responses.ts';
import { openOpenAiResponses } from './adapter.ts';
import type { OpenAiResponsesConfig } from './config.ts';

const config = (baseUrl: string, secret: string): OpenAiResponsesConfig => ({
  baseUrl,
  model: 'scripted-1',
  headers: { authorization: `Bearer ${secret}` },
});

describe('a model of the responses API', () => {
  const checks = agentConformance({
    kind: 'openai-responses',
    start: async (secret) => {
      const server = await scriptedResponses();
      return { adapter: openOpenAiResponses(config(`${server.url}/v1`, secret)), stop: server.stop };
    },
    unreachable: async (secret) => openOpenAiResponses(config(await deadAddress(), secret)),
    crash: { owner: 'infrastructure', code: 'provider-unavailable' },
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

async function modelThatAnswers(...answers: readonly Json[]) {
  const requests: Record<string, Json>[] = [];
  const server = await loopbackServer(async (request, response) => {
    requests.push((await requestJson(request)) as Record<string, Json>);
    answerJson(response, answers[Math.min(requests.length, answers.length) - 1]!);
  });
  return { ...server, requests };
}

async function talk(url: string, text: string, settings: Partial<OpenAiResponsesConfig> = {}) {
  const [trial] = conformanceTrial('t#0.0', undefined);
  await using adapter = openOpenAiResponses({ baseUrl: url, model: 'm', ...settings });
  await using session = await adapter.open(trial, never);
  return { reply: await session.reply(text, never), trial };
}

const message = (text: string): Json => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});

describe('the conversation with a model of the responses API', () => {
  it('is sent whole, reasoning items and unknown members as they came', async () => {
    const reasoning = { type: 'reasoning', id: 'rs_1', encrypted_content: 'opaque', summary: [] };
    const call = { type: 'function_call', call_id: 'c1', name: 'add', arguments: '{"a":1,"b":1}', status: 'completed' };
    const model = await modelThatAnswers({ output: [reasoning, call] }, { output: [message('two')] });
    const { reply } = await talk(model.url, 'add', { settings: { reasoning: { effort: 'low' } } });
    await model.stop();
    expect(reply.text).toBe('two');
    expect(model.requests[0]).toMatchObject({
      model: 'm',
      instructions: 'Follow the script.',
      reasoning: { effort: 'low' },
    });
    expect((model.requests[0]!['tools'] as Json[])[0]).toMatchObject({ type: 'function', name: 'add', strict: false });
    expect(model.requests[1]!['input']).toEqual([
      { role: 'user', content: 'add' },
      reasoning,
      call,
      { type: 'function_call_output', call_id: 'c1', output: '{"sum":2}' },
    ]);
  });

  it('reports usage, the model that answered, why it stopped, and the cost by published prices', async () => {
    const model = await modelThatAnswers({
      model: 'gpt-4o',
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [message('half an ans')],
      usage: {
        input_tokens: 1000,
        output_tokens: 100,
        total_tokens: 1100,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: 40 },
      },
    });
    const { reply } = await talk(model.url, 'go');
    await model.stop();
    expect(reply).toMatchObject({ model: 'gpt-4o', finishReason: 'max_output_tokens' });
    expect(reply.usage).toMatchObject({
      inputTokens: 1000,
      outputTokens: 100,
      cachedInputTokens: 0,
      reasoningTokens: 40,
    });
    // OpenAI's price list: $2.50 a million input tokens, $10 a million output tokens.
    expect(reply.costUsd).toBeCloseTo(0.0035, 12);
  });

  it('reads a refusal as what the model says', async () => {
    const refusal = {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'refusal', refusal: 'I cannot do that.' }],
    };
    const model = await modelThatAnswers({ output: [refusal] });
    expect((await talk(model.url, 'go')).reply.text).toBe('I cannot do that.');
    await model.stop();
  });

  it.each([
    ['no output', {}],
    ['a call without arguments', { output: [{ type: 'function_call', call_id: 'c', name: 'add' }] }],
    ['a message of another shape', { output: [{ type: 'message', content: 'text' }] }],
  ])('is garbage when the answer has %s', async (_what, body) => {
    const model = await modelThatAnswers(body as Json);
    await expect(talk(model.url, 'go')).rejects.toMatchObject({ owner: 'agent', code: 'agent-garbage' });
    await model.stop();
  });
});
