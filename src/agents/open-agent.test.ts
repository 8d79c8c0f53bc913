import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conformanceTrial } from './conformance-trial.ts';
import { openAgent } from './open-agent.ts';
import { answerJson, loopbackServer } from './testing/loopback-server.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'seatrial-agents-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const never = new AbortController().signal;

async function module(name: string, text: string): Promise<string> {
  await writeFile(join(cwd, name), text);
  return `./${name}`;
}

async function answer(reference: string, options: Partial<Parameters<typeof openAgent>[1]> = {}): Promise<string> {
  const [trial] = conformanceTrial('t#0.0', undefined);
  await using adapter = await openAgent(reference, { cwd, env: { PATH: process.env['PATH'] }, ...options });
  await using session = await adapter.open(trial, never);
  return (await session.reply('hello', never)).text;
}

describe('opening an agent by reference', () => {
  it('runs a TypeScript function, types and all', async () => {
    const path = await module(
      'agent.ts',
      'export default (turn: { text: string }): string => `you said ${turn.text}`;',
    );
    expect(await answer(path)).toBe('you said hello');
  });

  it('runs a factory, and names the agent by its file', async () => {
    const path = await module('agent.mjs', 'export default { open: () => () => "fresh" };');
    expect(await answer(path)).toBe('fresh');
    await using adapter = await openAgent(path, { cwd, env: {} });
    expect(adapter.identity.name).toBe('./agent.mjs');
  });

  it('starts a command in the folder it is given', async () => {
    await module(
      'agent.js',
      `process.stdin.on('data', (data) => {
        for (const line of String(data).trim().split('\\n').map(JSON.parse))
          if (line.type === 'user') console.log(JSON.stringify({ type: 'reply', session: line.session, text: process.argv[2] }));
      });`,
    );
    expect(await answer(`exec:${process.execPath} agent.js "two words"`)).toBe('two words');
  });

  it('takes a model of the AI SDK from a module', async () => {
    const path = await module(
      'model.mjs',
      `export default { specificationVersion: 'v4', provider: 'own', modelId: 'own-1', supportedUrls: {},
        doGenerate: async () => ({ content: [{ type: 'text', text: 'from the model' }], warnings: [],
          finishReason: { unified: 'stop', raw: 'stop' },
          usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } } }) };`,
    );
    expect(await answer(`ai-sdk:${path}`)).toBe('from the model');
  });

  it('sends headers with secrets from the environment, and settings to a model', async () => {
    const seen: unknown[] = [];
    const server = await loopbackServer((request, response) => {
      seen.push(request.headers.authorization, request.headers['x-team']);
      answerJson(response, { text: 'hi', choices: [{ message: { content: 'hi' } }] });
    });
    const env = { KEY: 'k-123456' };
    await answer(server.url, { env, headers: ['Authorization: Bearer ${KEY}', 'X-Team: a'] });
    await answer(`openai-chat:${server.url}#m`, { env, apiKeyEnv: 'KEY' });
    await server.stop();
    expect(seen).toEqual(['Bearer k-123456', 'a', 'Bearer k-123456', undefined]);
  });

  it('keeps the key of one provider from the address of another', async () => {
    const seen: unknown[] = [];
    const server = await loopbackServer((request, response) => {
      seen.push(request.headers.authorization);
      answerJson(response, { choices: [{ message: { content: 'hi' } }] });
    });
    await answer(`openai-chat:${server.url}#gpt-4o`, { env: { OPENAI_API_KEY: 'k-123456' } });
    await server.stop();
    expect(seen).toEqual([undefined]);
  });
});

describe('every form of reference', () => {
  it.each([
    ['http://127.0.0.1:1/chat', 'http'],
    ['openai-chat:http://127.0.0.1:1/v1#m', 'openai-chat'],
    ['openai-responses:http://127.0.0.1:1/v1#m', 'openai-responses'],
    ['a2a:http://127.0.0.1:1', 'a2a'],
    ['acp:some-agent --acp', 'acp'],
    ['exec:some-agent', 'exec'],
  ])('%s opens an agent of its kind, and reaches for it only when a trial begins', async (reference, kind) => {
    await using adapter = await openAgent(reference, { cwd, env: {} });
    expect(adapter.kind).toBe(kind);
  });
});

describe('a mistake in an agent', () => {
  it.each([
    ['missing.ts', null, 'AGENTS_MODULE_NOT_FOUND'],
    ['nothing.mjs', 'export const agent = () => 1;', 'AGENTS_BAD_MODULE'],
    ['number.mjs', 'export default 5;', 'AGENTS_BAD_MODULE'],
    ['null.mjs', 'export default null;', 'AGENTS_BAD_MODULE'],
    ['syntax.mjs', 'export default (', 'AGENTS_MODULE_BROKEN'],
    ['throws.mjs', 'throw new Error("no key");', 'AGENTS_MODULE_BROKEN'],
  ])('in %s is a mistake of its user and names the file', async (name, text, code) => {
    if (text !== null) await module(name, text);
    await expect(openAgent(`./${name}`, { cwd, env: {} })).rejects.toMatchObject({
      code,
      where: { file: `./${name}` },
    });
  });

  it('of the AI SDK is told apart', async () => {
    const path = await module('agent.mjs', 'export default { open: () => () => "x" };');
    await expect(openAgent(`ai-sdk:${path}`, { cwd, env: {} })).rejects.toMatchObject({ code: 'AGENTS_BAD_MODULE' });
  });
});
