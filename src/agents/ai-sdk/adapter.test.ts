import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ToolLoopAgent, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentConformance } from '../conformance.ts';
import type { ConformanceSubject } from '../conformance-subject.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { deadAddress } from '../testing/loopback-server.ts';
import { scriptedChat } from '../testing/scripted-chat.ts';
import { openAiSdkAgent } from './adapter.ts';
import type { AiSdkExport } from './config.ts';

const scriptedModel = (url: string, secret: string) =>
  createOpenAICompatible({ name: 'scripted', baseURL: `${url}/v1`, apiKey: secret }).chatModel('scripted-1');

function subject(agentOf: (url: string, secret: string) => AiSdkExport): ConformanceSubject {
  return {
    kind: 'ai-sdk',
    start: async (secret) => {
      const server = await scriptedChat();
      return {
        adapter: await openAiSdkAgent({ agent: agentOf(server.url, secret), name: 'agent.ts' }),
        stop: server.stop,
      };
    },
    unreachable: async (secret) => openAiSdkAgent({ agent: agentOf(await deadAddress(), secret), name: 'agent.ts' }),
    lacks: { endless: "its provider's package reads the answer" },
    crash: { owner: 'infrastructure', code: 'provider-unavailable' },
  };
}

describe('a language model of the AI SDK', () => {
  it.each(agentConformance(subject(scriptedModel)))('$name', (check) => check.run());
});

describe('an agent of the AI SDK', () => {
  const agentOf =
    (url: string, secret: string): AiSdkExport =>
    ({ tools, instructions }) =>
      new ToolLoopAgent({ model: scriptedModel(url, secret), tools, instructions, maxRetries: 0 });
  it.each(agentConformance(subject(agentOf)))('$name', (check) => check.run());
});

const never = new AbortController().signal;
const usage = {
  inputTokens: { total: 1000, noCache: 1000, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 100, text: 60, reasoning: 40 },
};

type Content = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>['content'];

/** A model that answers each call with the next of these contents. */
function modelThatSays(...contents: readonly Content[]): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    modelId: 'gpt-4o',
    doGenerate: contents.map((content) => ({
      content,
      finishReason: { unified: 'stop', raw: 'stop' },
      usage,
      warnings: [],
    })),
  });
}

const call = (toolName: string, input: string): Content => [{ type: 'tool-call', toolCallId: 'c1', toolName, input }];
const words = (text: string): Content => [{ type: 'text', text }];

async function talk(agent: AiSdkExport, text = 'go') {
  const [trial] = conformanceTrial('t#0.0', undefined);
  await using adapter = await openAiSdkAgent({ agent, name: 'agent.ts', maxRounds: 5 });
  await using session = await adapter.open(trial, never);
  return { reply: await session.reply(text, never), trial, identity: adapter.identity };
}

describe('the tool loop around a language model', () => {
  it.each([
    ['an unknown tool', call('subtract', '{"a":1}'), { name: 'subtract', arguments: { a: 1 } }],
    ['arguments that break off', call('add', '{"a":'), { name: 'add', arguments: '{"a":', argumentsMalformed: true }],
    ['wrong arguments', call('add', '{"a":"x"}'), { name: 'add', arguments: { a: 'x' } }],
  ])('hands %s to the box as the model made it', async (_what, content, request) => {
    const model = modelThatSays(content, words('sorry'));
    const { reply, trial } = await talk(model);
    expect(reply.text).toBe('sorry');
    expect(trial.tools.calls).toMatchObject([request]);
    const results = model.doGenerateCalls[1]!.prompt.filter(({ role }) => role === 'tool');
    expect(results).toHaveLength(1);
    expect(results[0]!.content).toHaveLength(1);
    expect(results[0]!.content[0]).toMatchObject({ type: 'tool-result', output: { type: 'error-text' } });
  });

  it('reports usage, model and cost of each decision', async () => {
    const { reply, trial, identity } = await talk(modelThatSays(call('add', '{"a":1,"b":1}'), words('two')));
    const known = { inputTokens: 1000, outputTokens: 100, cachedInputTokens: 0, reasoningTokens: 40 };
    expect(trial.decisions).toMatchObject([{ text: null, toolCalls: 1, usage: known }]);
    expect(reply).toMatchObject({ text: 'two', usage: known, finishReason: 'stop' });
    // OpenAI's price list: $2.50 a million input tokens, $10 a million output tokens.
    expect(trial.decisions[0]!.costUsd).toBeCloseTo(0.0035, 12);
    expect(identity).toMatchObject({ name: 'agent.ts', model: 'gpt-4o' });
  });

  it('ends when the model only ever calls tools', async () => {
    const model = modelThatSays(...Array.from({ length: 6 }, () => call('add', '{"a":1,"b":1}')));
    await expect(talk(model)).rejects.toMatchObject({ owner: 'agent', code: 'agent-endless-loop' });
  });
});

describe('an agent with tools of its own', () => {
  it('has their calls reported, and the usage of the turn in the reply', async () => {
    const lookup = tool({ inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => `no ${q}` });
    const agent = new ToolLoopAgent({
      model: modelThatSays(call('lookup', '{"q":"x"}'), words('nothing')),
      tools: { lookup },
    });
    const { reply, trial } = await talk(agent);
    expect(trial.foreignCalls).toEqual([
      { name: 'lookup', arguments: { q: 'x' }, result: 'no x', isError: false, callId: 'c1' },
    ]);
    expect(reply.usage).toMatchObject({ inputTokens: 2000, outputTokens: 200 });
    expect(reply.costUsd).toBeCloseTo(0.007, 12);
  });
});

describe('a module that makes its model for each trial', () => {
  it('is blamed when it throws or makes something else', async () => {
    const throwing = () => {
      throw new Error('no key');
    };
    await expect(talk(throwing)).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed' });
    await expect(talk((() => 5) as never)).rejects.toMatchObject({ owner: 'agent', code: 'agent-garbage' });
  });
});
