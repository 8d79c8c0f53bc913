import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { serveMcp } from '#worlds';
import type { AgentReply } from '../agent.ts';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial, type ServeTools } from '../conformance-trial.ts';
import { answerJson, deadAddress, loopbackServer, requestJson } from '../testing/loopback-server.ts';
import { openA2aAgent } from './adapter.ts';
import type { A2aAgentConfig } from './config.ts';
import { scriptedA2a } from './testing/scripted-a2a.ts';

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });
const serveTools: ServeTools = (tools) => serveMcp(tools, { name: 'conformance' });

describe.each([
  ['an agent that answers with messages', 'message'],
  ['an agent that streams tasks', 'task'],
] as const)('%s', (_name, answers) => {
  const checks = agentConformance({
    kind: 'a2a',
    start: async (secret) => {
      const server = await scriptedA2a(answers);
      return { adapter: await openA2aAgent({ url: server.url, ...bearer(secret) }), stop: server.stop };
    },
    unreachable: async (secret) => openA2aAgent({ url: await deadAddress(), ...bearer(secret) }),
    serveTools,
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

type Rpc = { readonly method: string; readonly params: Record<string, Json>; readonly id: Json };
type Answers = (call: Rpc, calls: readonly Rpc[]) => Json;

interface Options {
  readonly texts?: readonly string[];
  readonly config?: Partial<A2aAgentConfig>;
  readonly cardPath?: string;
  /** Another address than the card's for the agent itself. */
  readonly agentUrl?: string;
}

/** A server that speaks JSON-RPC by hand, so that it can say what the SDK would not. */
async function handMade(answers: Answers, { cardPath = '/.well-known/agent-card.json', agentUrl }: Options = {}) {
  const calls: Rpc[] = [];
  const headers: (string | undefined)[] = [];
  const server = await loopbackServer(async (request, response) => {
    headers.push(request.headers.authorization);
    if (request.method === 'GET') {
      if (request.url !== cardPath) return answerJson(response, {}, 404);
      return answerJson(response, cardFor(agentUrl ?? `http://${request.headers.host}/rpc`));
    }
    const call = (await requestJson(request)) as unknown as Rpc;
    calls.push(call);
    answerJson(response, { jsonrpc: '2.0', id: call.id, ...(answers(call, calls) as object) });
  });
  return { ...server, calls, headers };
}

const cardFor = (url: string): Json => ({
  name: 'by hand',
  description: '',
  version: '3',
  supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
  capabilities: {},
  defaultInputModes: [],
  defaultOutputModes: [],
  skills: [],
});

async function talk(answers: Answers, options: Options = {}) {
  const server = await handMade(answers, options);
  const [trial, close] = conformanceTrial('t#0.0', serveTools);
  const replies: AgentReply[] = [];
  try {
    await using adapter = await openA2aAgent({ url: server.url, ...options.config });
    await using session = await adapter.open(trial, never);
    for (const text of options.texts ?? ['hi']) replies.push(await session.reply(text, never));
  } finally {
    await close();
    await server.stop();
  }
  return { replies, trial, calls: server.calls };
}

const said = (text: string) => ({ messageId: 'm', role: 'ROLE_AGENT', parts: [{ text }] });
const task = (state: string, text?: string, rest: object = {}): Json => ({
  result: {
    task: {
      id: 'task-1',
      contextId: 'c-1',
      status: { state: `TASK_STATE_${state}`, ...(text === undefined ? {} : { message: said(text) }) },
      ...rest,
    },
  },
});
/** As `GetTask` answers it. */
const bareTask = (state: string, text?: string): Json => ({
  result: (task(state, text) as { result: { task: Json } }).result.task,
});
const messageOf = ({ params }: Rpc) => params['message'] as Record<string, Json>;

describe('a task', () => {
  it('that wants input yields the turn, and goes on with the next words of the user', async () => {
    const { replies, calls } = await talk(
      (_call, all) => (all.length === 1 ? task('INPUT_REQUIRED', 'Which order?') : task('COMPLETED', 'Done.')),
      {
        texts: ['refund', 'O-1'],
      },
    );
    expect(replies.map(({ text, finishReason }) => [text, finishReason])).toEqual([
      ['Which order?', 'input_required'],
      ['Done.', 'completed'],
    ]);
    expect(calls.map((call) => [messageOf(call)['contextId'], messageOf(call)['taskId']])).toEqual([
      [undefined, undefined],
      ['c-1', 'task-1'],
    ]);
  });

  it('that is over leaves its context: the next turn is a new task of the same conversation', async () => {
    const { calls } = await talk(() => task('COMPLETED', 'ok'), { texts: ['a', 'b'] });
    expect([messageOf(calls[1]!)['contextId'], messageOf(calls[1]!)['taskId']]).toEqual(['c-1', undefined]);
  });

  it('is all its artifacts and the message of its last state, each text once', async () => {
    const artifacts = ['Report', 'Sum: 3'].map((text, at) => ({ artifactId: String(at), parts: [{ text }] }));
    expect((await talk(() => task('COMPLETED', 'Sum: 3', { artifacts }))).replies[0]?.text).toBe('Report\n\nSum: 3');
  });

  it('that goes on after the answer is asked for until it is over', async () => {
    const { replies, calls, trial } = await talk(({ method }, all) => {
      if (method === 'SendMessage') return task('WORKING', 'looking');
      return all.length < 3 ? bareTask('WORKING') : bareTask('COMPLETED', 'found');
    });
    expect(replies[0]?.text).toBe('found');
    expect(calls.map(({ method }) => method).slice(0, 2)).toEqual(['SendMessage', 'GetTask']);
    expect(trial.events).toContain('a2a.status');
  });

  it('that failed is the failure of the agent, one without credentials is not, a rejected one is an answer', async () => {
    await expect(talk(() => task('FAILED', 'bug'))).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed' });
    const locked = talk(() => task('AUTH_REQUIRED'));
    await expect(locked).rejects.toMatchObject({ owner: 'infrastructure', code: 'agent-not-signed-in' });
    expect((await talk(() => task('REJECTED', 'I may not.'))).replies[0]).toMatchObject({
      text: 'I may not.',
      finishReason: 'rejected',
    });
  });

  it('is cancelled over there when the trial gives up', async () => {
    const asked = Promise.withResolvers<void>();
    const server = await handMade(({ method }) => {
      if (method === 'GetTask') asked.resolve();
      return method === 'SendMessage' ? task('WORKING') : bareTask('WORKING');
    });
    const [trial, close] = conformanceTrial('t#0.0', serveTools);
    const adapter = await openA2aAgent({ url: server.url });
    const session = await adapter.open(trial, never);
    const stop = new AbortController();
    const turn = session.reply('work', stop.signal).catch((error: unknown) => error);
    await asked.promise;
    const reason = new Error('out of time');
    stop.abort(reason);
    expect(await turn).toBe(reason);
    await adapter[Symbol.asyncDispose]();
    await Promise.all([close(), server.stop()]);
    expect(server.calls.at(-1)).toMatchObject({ method: 'CancelTask', params: { id: 'task-1' } });
  });
});

describe('what is sent', () => {
  it('tells of the trial in the first message only: id, seed, policy and where the tools are', async () => {
    const { calls } = await talk(() => ({ result: { message: said('ok') } }), { texts: ['a', 'b'] });
    expect(messageOf(calls[0]!)['metadata']).toEqual({
      'seatrial/trial': {
        trial: 't#0.0',
        seed: 7,
        instructions: 'Follow the script.',
        tools: { mcp: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.+/) },
      },
    });
    expect(messageOf(calls[0]!)['parts']).toMatchObject([{ text: 'a' }]);
    expect(messageOf(calls[1]!)['metadata']).toBeUndefined();
  });

  it('begins with the policy where the agent has no instructions of its own', async () => {
    const options: Options = { texts: ['a', 'b'], config: { instructions: 'message' } };
    const { calls } = await talk(() => ({ result: { message: said('ok') } }), options);
    expect(messageOf(calls[0]!)['parts']).toMatchObject([{ text: 'Follow the script.' }, { text: 'a' }]);
    expect(messageOf(calls[1]!)['parts']).toMatchObject([{ text: 'b' }]);
  });

  it('carries credentials to the address named, and to no other that its card names', async () => {
    const elsewhere = await handMade(() => ({ result: { message: said('ok') } }));
    const here = await handMade(() => ({}), { agentUrl: `${elsewhere.url}/rpc` });
    const [trial, close] = conformanceTrial('t#0.0', serveTools);
    {
      await using adapter = await openA2aAgent({ url: here.url, headers: { authorization: 'Bearer s3cret-token' } });
      await using session = await adapter.open(trial, never);
      expect((await session.reply('hi', never)).text).toBe('ok');
    }
    await Promise.all([close(), here.stop(), elsewhere.stop()]);
    expect(here.headers).toEqual(['Bearer s3cret-token']);
    expect(elsewhere.headers).toEqual([undefined]);
  });
});

describe('the card', () => {
  it('is looked for below the address, or is the address', async () => {
    const answers: Answers = () => ({ result: { message: said('ok') } });
    for (const [path, cardPath] of [
      ['/agents/a', '/agents/a/.well-known/agent-card.json'],
      ['/agents/a/', '/agents/a/.well-known/agent-card.json'],
      ['/card.json', '/card.json'],
    ] as const) {
      const server = await handMade(answers, { cardPath });
      const [trial, close] = conformanceTrial('t#0.0', serveTools);
      {
        await using adapter = await openA2aAgent({ url: `${server.url}${path}` });
        await using session = await adapter.open(trial, never);
        expect((await session.reply('hi', never)).text).toBe('ok');
      }
      await Promise.all([close(), server.stop()]);
    }
  });

  it('that names no address is a fault of the agent, and one that is not there of nobody', async () => {
    const tried = (options: Options) => talk(() => ({}), options);
    await expect(tried({ agentUrl: 'not an address' })).rejects.toMatchObject({
      owner: 'agent',
      code: 'agent-garbage',
    });
    const nowhere = tried({ cardPath: '/elsewhere.json' });
    await expect(nowhere).rejects.toMatchObject({ owner: 'infrastructure', code: 'agent-refused' });
  });
});

describe('an answer', () => {
  it('that is an error over JSON-RPC is a crash or a refusal, by its code', async () => {
    const failing = (code: number) => talk(() => ({ error: { code, message: 'no' } }));
    await expect(failing(-32603)).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed' });
    await expect(failing(-32004)).rejects.toMatchObject({ owner: 'infrastructure', code: 'agent-refused' });
  });

  it('of no known form is garbage', async () => {
    await expect(talk(() => ({ result: { weather: 'fine' } }))).rejects.toMatchObject({ code: 'agent-garbage' });
    await expect(talk(() => ({ result: { task: {} } }))).rejects.toMatchObject({ code: 'agent-garbage' });
    await expect(talk(() => ({ id: 'other', result: {} }))).rejects.toMatchObject({ code: 'agent-garbage' });
  });

  it('keeps parts that are no text as events', async () => {
    const parts = [
      { text: 'see' },
      { data: { total: 3 } },
      { url: 'https://files.example/a.pdf', mediaType: 'application/pdf' },
    ];
    const { replies, trial } = await talk(() => ({
      result: { message: { messageId: 'm', role: 'ROLE_AGENT', parts } },
    }));
    expect(replies[0]?.text).toBe('see');
    expect(trial.events).toEqual(['a2a.card', 'a2a.part', 'a2a.part']);
  });
});

/** A server with this card that answers everything with this. */
async function answering(
  card: (origin: string) => Json,
  answer: (path: string, body: Record<string, Json>) => Json,
): Promise<string> {
  const server = await loopbackServer(async (request, response) => {
    if (request.method === 'GET') return answerJson(response, card(`http://${request.headers.host}`));
    answerJson(response, answer(request.url ?? '', (await requestJson(request)) as Record<string, Json>));
  });
  const [trial, close] = conformanceTrial('t#0.0', serveTools);
  try {
    await using adapter = await openA2aAgent({ url: server.url });
    await using session = await adapter.open(trial, never);
    return (await session.reply('hi', never)).text;
  } finally {
    await close();
    await server.stop();
  }
}

describe('an agent', () => {
  // Card and message as in the A2A specification 0.3.0, sections 5.5 and 6.4
  it('of version 0.3 is understood', async () => {
    const card = (origin: string): Json => ({
      name: 'old',
      description: '',
      version: '1',
      protocolVersion: '0.3.0',
      url: `${origin}/rpc`,
      preferredTransport: 'JSONRPC',
      capabilities: {},
      skills: [],
      defaultInputModes: [],
      defaultOutputModes: [],
    });
    const text = await answering(card, (_path, { id, method }) => {
      const parts = [{ kind: 'text', text: String(method) }];
      return { jsonrpc: '2.0', id, result: { kind: 'message', messageId: 'm', role: 'agent', parts } };
    });
    expect(text).toBe('message/send');
  });

  it('that speaks HTTP+JSON is understood', async () => {
    const card = (origin: string): Json => ({
      ...(cardFor(origin) as object),
      supportedInterfaces: [{ url: `${origin}/v1`, protocolBinding: 'HTTP+JSON', protocolVersion: '1.0' }],
    });
    expect(await answering(card, (path) => ({ message: said(path) }))).toBe('/v1/message:send');
  });
});
