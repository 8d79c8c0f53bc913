import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serveMcp } from '#worlds';
import type { AgentReply } from '../agent.ts';
import { agentConformance } from '../conformance.ts';
import type { ConformanceSubject } from '../conformance-subject.ts';
import { conformanceTrial, type ServeTools } from '../conformance-trial.ts';
import { openAcpAgent } from './adapter.ts';
import type { AcpAgentConfig } from './config.ts';

const scripted = fileURLToPath(new URL('testing/scripted-acp.ts', import.meta.url));
const compileCache = join(tmpdir(), 'seatrial-test-compile-cache');
const cwd = fileURLToPath(new URL('.', import.meta.url));
const serveTools: ServeTools = (tools) => serveMcp(tools, { name: 'conformance' });

const config = (secret: string, rest: Partial<AcpAgentConfig> = {}): AcpAgentConfig => ({
  program: process.execPath,
  args: ['--conditions=seatrial-source', scripted],
  cwd,
  // The cache spares every start the translation of the scripted agent
  env: { PATH: process.env['PATH'], AGENT_API_KEY: secret, NODE_COMPILE_CACHE: compileCache },
  ...rest,
});

const subject = (rest: Partial<AcpAgentConfig>): ConformanceSubject => ({
  kind: 'acp',
  start: async (secret) => ({ adapter: await openAcpAgent(config(secret, rest)), stop: async () => undefined }),
  unreachable: (secret) => openAcpAgent(config(secret, { ...rest, program: 'no-such-program-here' })),
  lacks: { 'rate-limit': 'ACP has no word for how long a provider asks to be left alone' },
  serveTools,
});

describe('a process for each trial', () => {
  it.each(agentConformance(subject({})))('$name', (check) => check.run());
});

describe('a process that serves many trials, with its tools over stdio', () => {
  // What sharing a process and the other way to the tools could break; the rest is the same code as above
  const touched = /sessions|each session|tool call|next trial|cancels one|disposed|when nobody is there/;
  const checks = agentConformance(subject({ reuse: true, args: [...config('').args, '--stdio-tools'] }));
  it.each(checks.filter(({ name }) => touched.test(name)))('$name', (check) => check.run());
});

const never = new AbortController().signal;

/** A program that greets, opens a session and then does `onPrompt`; written without the SDK, so that it can say what the SDK would not. */
const program = (onPrompt: string, greeting = '{ protocolVersion: 1 }', opening = "ok({ sessionId: 's' })"): string => `
  require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const m = JSON.parse(line);
    const send = (answer) => console.log(JSON.stringify({ jsonrpc: '2.0', ...answer }));
    const ok = (result) => send({ id: m.id, result });
    const fail = (code, message) => send({ id: m.id, error: { code, message } });
    const update = (sessionUpdate, rest) => send({ method: 'session/update', params: { sessionId: 's', update: { sessionUpdate, ...rest } } });
    const say = (text, messageId) => update('agent_message_chunk', { content: { type: 'text', text }, messageId });
    const end = (rest) => ok({ stopReason: 'end_turn', ...rest });
    if (m.method === 'initialize') ok(${greeting});
    else if (m.method === 'session/new') { global.opened = m.params; ${opening}; }
    else if (m.method === 'session/prompt') { global.turn = (global.turn ?? 0) + 1; global.asked = m; ${onPrompt}; }
    else if (m.result) { m.id = global.asked.id; global.answer?.(m.result, say, end, m); }
  });`;

async function talk(source: string, texts: readonly string[] = ['hi'], rest: Partial<AcpAgentConfig> = {}) {
  const [trial, close] = conformanceTrial('t#0.0', serveTools);
  const replies: AgentReply[] = [];
  try {
    await using adapter = await openAcpAgent(config('', { args: ['-e', source], ...rest }));
    await using session = await adapter.open(trial, never);
    for (const text of texts) replies.push(await session.reply(text, never));
  } finally {
    await close();
  }
  return { replies, text: replies[0]?.text ?? '', trial };
}

describe('a session', () => {
  it('works in an empty folder of its own, which is gone afterwards', async () => {
    const source = program("say(opened.cwd + ' ' + require('fs').readdirSync(opened.cwd).length); end()");
    const [first, second] = [await talk(source), await talk(source)];
    const [folder, files] = first.text.split(' ');
    expect(files).toBe('0');
    expect(existsSync(folder!)).toBe(false);
    expect(second.text).not.toBe(first.text);
  });

  it('works in the folder it is given', async () => {
    expect((await talk(program('say(opened.cwd); end()'), ['hi'], { workspace: cwd })).text).toBe(cwd);
    expect(existsSync(cwd)).toBe(true);
  });

  it('gets the tools over HTTP where the agent can, as a program otherwise, without a word of being tried', async () => {
    const servers = 'say(JSON.stringify(opened.mcpServers)); end()';
    const http = '{ protocolVersion: 1, agentCapabilities: { mcpCapabilities: { http: true } } }';
    const [overHttp] = JSON.parse((await talk(program(servers, http))).text) as Record<string, string>[];
    expect(overHttp).toMatchObject({ type: 'http', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) });
    const [asProgram] = JSON.parse((await talk(program(servers))).text) as Record<string, string>[];
    expect(asProgram).toMatchObject({ command: process.execPath, env: [] });
    expect(JSON.stringify([overHttp?.['name'], asProgram?.['name']])).not.toMatch(/test|trial|eval/i);
  });

  it('hears the instructions once, before the first words of the user', async () => {
    const { replies } = await talk(program('say(JSON.stringify(m.params.prompt.map((part) => part.text))); end()'), [
      'a',
      'b',
    ]);
    expect(replies.map(({ text }) => JSON.parse(text))).toEqual([['Follow the script.', 'a'], ['b']]);
  });

  it('is refused by an agent of another version, and by one that wants to be signed in', async () => {
    const other = talk(program('end()', '{ protocolVersion: 2 }'));
    await expect(other).rejects.toMatchObject({ owner: 'infrastructure', code: 'agent-unsupported' });
    const locked = talk(program('end()', undefined, "fail(-32000, 'Authentication required')"));
    await expect(locked).rejects.toMatchObject({ owner: 'infrastructure', code: 'agent-not-signed-in' });
  });
});

describe('a turn', () => {
  it('is all the agent said in it: pieces joined, messages a blank line apart', async () => {
    const { text } = await talk(
      program(
        "say('Let me '); say('look.'); update('tool_call', { toolCallId: '1', title: 'look', status: 'completed' }); say('Found'); say(' it.'); end()",
      ),
    );
    expect(text).toBe('Let me look.\n\nFound it.');
    expect((await talk(program("say('one', 'm1'); say(' two', 'm1'); say('three', 'm2'); end()"))).text).toBe(
      'one two\n\nthree',
    );
  });

  it('records tools of its own when they end, and those left open at the end of the turn', async () => {
    const { trial } = await talk(
      program(`
        update('tool_call', { toolCallId: '1', title: 'Run ls', name: 'bash', rawInput: { command: 'ls' }, status: 'pending' });
        update('tool_call_update', { toolCallId: '1', status: 'completed', content: [{ type: 'content', content: { type: 'text', text: 'a.txt' } }] });
        update('tool_call', { toolCallId: '2', title: 'Edit', status: 'failed', rawOutput: { error: 'no file' } });
        update('tool_call', { toolCallId: '3', title: 'Think', status: 'in_progress' });
        end();`),
    );
    expect(trial.foreignCalls).toEqual([
      { name: 'bash', arguments: { command: 'ls' }, result: 'a.txt', isError: false, callId: '1' },
      { name: 'Edit', arguments: {}, result: '{"error":"no file"}', isError: true, callId: '2' },
      { name: 'Think', arguments: {}, result: null, isError: null, callId: '3' },
    ]);
  });

  // Titles as Claude Code, Gemini CLI and Codex write them
  it.each(['mcp__task-tools__add', 'add (task-tools MCP Server)', 'Tool: task-tools/add', 'add'])(
    'does not count a call through our server twice: %s',
    async (title) => {
      const { trial } = await talk(
        program(
          `update('tool_call', { toolCallId: '1', title: ${JSON.stringify(title)}, status: 'completed' }); end()`,
        ),
      );
      expect(trial.foreignCalls).toEqual([]);
    },
  );

  it('costs what came on top of the session, and nothing known in another currency', async () => {
    const told =
      "update('usage_update', { used: 9, size: 100, cost: { amount: turn * 0.25, currency: 'USD' } }); end()";
    const { replies } = await talk(program(told), ['a', 'b']);
    expect(replies.map(({ costUsd, extra }) => [costUsd, extra])).toEqual([
      [0.25, { context: { used: 9, size: 100 } }],
      [0.25, { context: { used: 9, size: 100 } }],
    ]);
    const euros = await talk(
      program("update('usage_update', { used: 9, size: 100, cost: { amount: 1, currency: 'EUR' } }); end()"),
    );
    expect(euros.replies[0]?.costUsd).toBeUndefined();
  });

  it('keeps why it stopped, what it thought, and what else it told', async () => {
    const { replies, trial } = await talk(
      program(`
        update('agent_thought_chunk', { content: { type: 'text', text: 'hmm' } });
        update('plan', { entries: [] });
        update('of_a_later_version', {});
        ok({ stopReason: 'refusal', usage: { totalTokens: 7 } });`),
    );
    expect(replies[0]).toEqual({
      text: '',
      toolCalls: 0,
      ended: false,
      finishReason: 'refusal',
      extra: { thought: 'hmm', usage: { totalTokens: 7 } },
    });
    expect(trial.events).toEqual(['acp.agent', 'acp.plan', 'acp.of_a_later_version']);
  });

  it('is garbage when it ends without a reason', async () => {
    const turn = talk(program("ok({ stopReason: 'tired' })"));
    await expect(turn).rejects.toMatchObject({ owner: 'agent', code: 'agent-garbage' });
  });

  it("that ends in an error is the agent's, unless its provider is to blame", async () => {
    const failing = (message: string) => talk(program(`fail(-32603, ${JSON.stringify(message)})`));
    await expect(failing('bug')).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed' });
    await expect(failing('429 from the API')).rejects.toMatchObject({
      owner: 'infrastructure',
      code: 'provider-rate-limited',
    });
    await expect(failing('Overloaded')).rejects.toMatchObject({
      owner: 'infrastructure',
      code: 'provider-unavailable',
    });
  });
});

describe('a question for permission', () => {
  const asking = (options: string): string =>
    program(`
      global.answer = (result, say, end) => { say(JSON.stringify(result.outcome)); end(); };
      send({ id: 'p', method: 'session/request_permission', params: { sessionId: 's', toolCall: { toolCallId: '1', title: 'Run rm' }, options: ${options} } })`);
  const all = `['allow_always', 'allow_once', 'reject_once'].map((kind) => ({ kind, optionId: kind + '-id', name: kind }))`;

  it('is answered with yes, once, and recorded', async () => {
    const { text, trial } = await talk(asking(all));
    expect(JSON.parse(text)).toEqual({ outcome: 'selected', optionId: 'allow_once-id' });
    expect(trial.events).toContain('acp.permission');
  });

  it('is answered with no where that is the policy', async () => {
    const { text } = await talk(asking(all), ['hi'], { permissions: 'reject' });
    expect(JSON.parse(text)).toEqual({ outcome: 'selected', optionId: 'reject_once-id' });
  });

  it('is cancelled where no such answer is offered', async () => {
    const { text } = await talk(asking('[]'));
    expect(JSON.parse(text)).toEqual({ outcome: 'cancelled' });
  });
});

describe('a request for what is not offered', () => {
  it('is refused: there is no file system of ours', async () => {
    const { text } = await talk(
      program(`
        process.stdin.on('data', (line) => { const answer = JSON.parse(line); if (answer.error) { say(String(answer.error.code)); end(); } });
        send({ id: 'f', method: 'fs/read_text_file', params: { sessionId: 's', path: '/etc/passwd' } })`),
    );
    expect(text).toBe('-32601');
  });
});
