import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { answerJson, deadAddress, loopbackServer, requestJson } from '../testing/loopback-server.ts';
import { scriptedWebhook } from '../testing/scripted-webhook.ts';
import { openHttpAgent } from './adapter.ts';
import type { HttpAgentConfig } from './config.ts';

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

describe('a webhook', () => {
  const checks = agentConformance({
    kind: 'http',
    start: async (secret) => {
      const server = await scriptedWebhook();
      return {
        adapter: openHttpAgent({ url: `${server.url}/turn?key=${secret}`, ...bearer(secret) }),
        stop: server.stop,
      };
    },
    unreachable: async (secret) => openHttpAgent({ url: await deadAddress(), ...bearer(secret) }),
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

async function webhookThatAnswers(...answers: readonly (Json | { status: number })[]) {
  const requests: Record<string, Json>[] = [];
  const server = await loopbackServer(async (request, response) => {
    requests.push((await requestJson(request)) as Record<string, Json>);
    const answer = answers[Math.min(requests.length, answers.length) - 1] as { status?: number };
    answerJson(response, answer as Json, answer.status ?? 200);
  });
  return { ...server, requests };
}

async function talk(url: string, texts: readonly string[], config: Partial<HttpAgentConfig> = {}) {
  const served = async () => ({
    url: 'http://127.0.0.1:1/mcp',
    stdio: { command: 'none', args: [] },
    close: async () => undefined,
  });
  const [trial] = conformanceTrial('refund#0.0', served);
  await using adapter = openHttpAgent({ url, ...config });
  await using session = await adapter.open(trial, never);
  let reply = await session.reply(texts[0]!, never);
  for (const text of texts.slice(1)) reply = await session.reply(text, never);
  return { reply, trial };
}

describe('what is posted to a webhook', () => {
  it('is all it takes to answer without keeping state', async () => {
    const webhook = await webhookThatAnswers(
      { text: 'hello' },
      { text: 'let me see', toolCalls: [{ name: 'add', arguments: { a: 1, b: 2 } }] },
      { text: 'three' },
    );
    await talk(webhook.url, ['hi', 'add']);
    await webhook.stop();
    const [first, second, third] = webhook.requests;
    expect(first).toMatchObject({
      version: 1,
      trial: 'refund#0.0',
      turn: 0,
      text: 'hi',
      history: [],
      calls: [],
      instructions: 'Follow the script.',
      seed: 7,
    });
    expect((first!['tools'] as Json[])[0]).toMatchObject({ name: 'add', parameters: { type: 'object' } });
    expect(first).not.toHaveProperty('mcp');
    expect(second).toMatchObject({
      turn: 1,
      text: 'add',
      history: [
        { role: 'user', text: 'hi' },
        { role: 'agent', text: 'hello' },
      ],
    });
    expect(third!['calls']).toEqual([
      { id: 'call-0', name: 'add', arguments: { a: 1, b: 2 }, result: '{"sum":3}', isError: false },
    ]);
    expect(new Set(webhook.requests.map((request) => request['conversation'])).size).toBe(1);
  });

  it('names another conversation in each session, though the trial is the same', async () => {
    const webhook = await webhookThatAnswers({ text: 'hello' });
    await talk(webhook.url, ['hi']);
    await talk(webhook.url, ['hi']);
    await webhook.stop();
    expect(webhook.requests[0]!['conversation']).not.toBe(webhook.requests[1]!['conversation']);
  });

  it('names the MCP address of the tools when the agent wants it, in this turn and all later ones', async () => {
    const webhook = await webhookThatAnswers({ wants: 'mcp' }, { text: 'hello' });
    const { reply, trial } = await talk(webhook.url, ['hi', 'again']);
    await webhook.stop();
    expect(reply.text).toBe('hello');
    expect(webhook.requests.map(({ turn, mcp }) => [turn, mcp])).toEqual([
      [0, undefined],
      [0, 'http://127.0.0.1:1/mcp'],
      [1, 'http://127.0.0.1:1/mcp'],
    ]);
    expect(trial.decisions).toEqual([]);
  });
});

describe('what a webhook answers', () => {
  it('may end the conversation and report model, usage and cost', async () => {
    const webhook = await webhookThatAnswers({
      text: 'bye',
      ended: true,
      model: 'm-1',
      usage: { inputTokens: 10, outputTokens: 2 },
      costUsd: 0.01,
    });
    const { reply } = await talk(webhook.url, ['hi']);
    await webhook.stop();
    expect(reply).toMatchObject({ text: 'bye', ended: true, model: 'm-1', costUsd: 0.01 });
    expect(reply.usage).toMatchObject({ inputTokens: 10, outputTokens: 2, totalTokens: null });
  });

  it('may report calls of tools that are not ours', async () => {
    const webhook = await webhookThatAnswers({ text: 'found', ownCalls: [{ name: 'web_search', result: '3 hits' }] });
    const { trial } = await talk(webhook.url, ['hi']);
    await webhook.stop();
    expect(trial.foreignCalls).toEqual([{ name: 'web_search', arguments: {}, result: '3 hits', isError: null }]);
    expect(trial.tools.calls).toEqual([]);
  });

  it.each([
    ['neither text nor calls', {}],
    ['text of another type', { text: 5 }],
    ['only ever a wish', { wants: 'mcp' }],
    ['an array', []],
    ['calls without a name', { toolCalls: [{ arguments: {} }] }],
    ['a negative cost', { text: 'x', costUsd: -1 }],
  ])('is garbage when it has %s', async (_what, body) => {
    const webhook = await webhookThatAnswers(body as Json);
    await expect(talk(webhook.url, ['hi'])).rejects.toMatchObject({ owner: 'agent', code: 'agent-garbage' });
    await webhook.stop();
  });

  it.each([
    [500, 'agent', 'agent-crashed'],
    [503, 'infrastructure', 'agent-unreachable'],
    [404, 'infrastructure', 'agent-refused'],
    [302, 'infrastructure', 'agent-refused'],
  ])('with status %i belongs to %s: %s', async (status, owner, code) => {
    const webhook = await webhookThatAnswers({ status });
    await expect(talk(webhook.url, ['hi'])).rejects.toMatchObject({ owner, code });
    await webhook.stop();
  });
});
