import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { openExecAgent } from './adapter.ts';
import type { ExecAgentConfig } from './config.ts';

const scripted = fileURLToPath(new URL('../testing/scripted-exec.ts', import.meta.url));
const compileCache = join(tmpdir(), 'seatrial-test-compile-cache');
const cwd = fileURLToPath(new URL('.', import.meta.url));

const config = (secret: string, rest: Partial<ExecAgentConfig> = {}): ExecAgentConfig => ({
  program: process.execPath,
  args: ['--conditions=seatrial-source', scripted],
  cwd,
  // The cache spares hundreds of starts the translation of the scripted agent.
  env: { PATH: process.env['PATH'], AGENT_API_KEY: secret, NODE_COMPILE_CACHE: compileCache },
  ...rest,
});

describe.each([
  ['a subprocess for each trial', false],
  ['a subprocess that serves many trials', true],
])('%s', (_name, reuse) => {
  const checks = agentConformance({
    kind: 'exec',
    start: async (secret) => ({ adapter: openExecAgent(config(secret, { reuse })), stop: async () => undefined }),
    unreachable: async (secret) => openExecAgent(config(secret, { program: 'no-such-program-here', reuse })),
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

/** A program given as text, started with node. */
async function talk(program: string, texts: readonly string[]) {
  const [trial] = conformanceTrial('t#0.0', undefined);
  await using adapter = openExecAgent(config('', { args: ['-e', program] }));
  await using session = await adapter.open(trial, never);
  let reply = await session.reply(texts[0]!, never);
  for (const text of texts.slice(1)) reply = await session.reply(text, never);
  return { reply, trial };
}

const answering = (statement: string): string => `
  require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const message = JSON.parse(line);
    const send = (answer) => console.log(JSON.stringify({ session: message.session, ...answer }));
    ${statement}
  });`;

describe('the messages of a subprocess', () => {
  it('tell trial, seed, instructions and tools before the first turn', async () => {
    const { reply } = await talk(
      answering(`
        if (message.type === 'open') global.opened = message;
        if (message.type === 'user') send({ type: 'reply', text: JSON.stringify(global.opened) });`),
      ['hi'],
    );
    expect(JSON.parse(reply.text)).toMatchObject({
      type: 'open',
      version: 1,
      trial: 't#0.0',
      seed: 7,
      instructions: 'Follow the script.',
      tools: [{ name: 'add' }, { name: 'wait' }],
    });
  });

  it('report decisions, own calls, events, usage and the end of the conversation', async () => {
    const { reply, trial } = await talk(
      answering(`
        if (message.type !== 'user') return;
        send({ type: 'decision', toolCalls: 1, model: 'm-1' });
        send({ type: 'own-call', name: 'bash', arguments: { command: 'ls' }, result: 'a.txt', isError: false });
        send({ type: 'event', name: 'compaction', value: 3 });
        send({ type: 'reply', text: 'done', ended: true, usage: { inputTokens: 5 }, costUsd: 0.5 });`),
      ['hi'],
    );
    expect(reply).toMatchObject({
      text: 'done',
      ended: true,
      costUsd: 0.5,
      usage: { inputTokens: 5, outputTokens: null },
    });
    expect(trial.decisions).toEqual([{ text: null, toolCalls: 1, model: 'm-1' }]);
    expect(trial.foreignCalls).toMatchObject([{ name: 'bash', result: 'a.txt' }]);
    expect(trial.events).toContain('compaction');
  });

  it('may be followed by a log, of which 64 KiB are kept', async () => {
    const { trial } = await talk(
      answering(`
        if (message.type !== 'user') return;
        process.stderr.write('l'.repeat(200000), () => send({ type: 'reply', text: 'done' }));`),
      ['hi'],
    );
    expect(trial.events.filter((name) => name === 'stderr').length).toBeGreaterThan(0);
  });

  it('do not disturb when they are for nobody or repeat the reply', async () => {
    const { reply } = await talk(
      answering(`
        if (message.type === 'open') send({ type: 'event', session: 'x', name: 'y' });
        if (message.type === 'user') for (const n of [1, 2]) send({ type: 'reply', turn: message.turn, text: message.text + n });`),
      ['one', 'two'],
    );
    expect(reply.text).toBe('two1');
  });

  it('may say that the agent failed', async () => {
    const turn = talk(
      answering(`if (message.type === 'user') send({ type: 'error', code: 'failed', message: 'bug' });`),
      ['hi'],
    );
    await expect(turn).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed', message: 'bug' });
  });

  it('are a flood when a turn brings more than 8 MiB of them', async () => {
    const turn = talk(
      answering(`
        if (message.type !== 'user') return;
        const more = () => { while (process.stdout.write(JSON.stringify({ type: 'event', session: message.session, name: 'n',
          value: 'v'.repeat(100000) }) + '\\n')); process.stdout.once('drain', more); };
        more();`),
      ['hi'],
    );
    await expect(turn).rejects.toMatchObject({ owner: 'agent', code: 'agent-flood' });
  });
});

describe('the process of an agent', () => {
  it('that ends between two turns crashes the second, and its log says why', async () => {
    const turn = talk(
      answering(`
        if (message.type === 'user') send({ type: 'reply', text: 'last words' });
        if (message.type === 'user') process.stderr.write('out of memory', () => process.exit(9));`),
      ['hi', 'still there?'],
    );
    await expect(turn).rejects.toMatchObject({
      code: 'agent-crashed',
      message: "the agent's process exited with code 9; its log: out of memory",
    });
  });

  it('takes the processes it started with it', async () => {
    const gone = Promise.withResolvers<void>();
    const server = createServer((socket) => socket.on('close', () => gone.resolve()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const child = `require('net').connect(${port}, '127.0.0.1').on('connect', () => console.log('up'))`;
    await talk(
      answering(`
        if (message.type !== 'user') return;
        const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
        child.stdout.once('data', () => send({ type: 'reply', text: 'started' }));`),
      ['hi'],
    );
    await gone.promise;
    server.close();
  });

  it('is killed when it ignores the end of its input and every request to stop', async () => {
    const { reply } = await talk(
      answering(`
        process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);
        if (message.type === 'user') send({ type: 'reply', text: String(process.pid) });`),
      ['hi'],
    );
    expect(isAlive(Number(reply.text))).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
