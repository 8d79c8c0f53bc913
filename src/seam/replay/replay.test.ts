import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { faultMarks } from '../record/fault-marks.ts';
import type { SeamConfigInput } from '../seam-config.ts';
import { answerJson, ScriptedServer } from '../testing/scripted-server.ts';
import { ReplayBench, type Replaying } from './testing/replay-bench.ts';

type Servers = SeamConfigInput['servers'];

const effects = { peek: 'read', pay: 'write' } as const;
const outputSchema = {
  type: 'object',
  properties: { is: { type: 'string', minLength: 2 }, count: { type: 'integer', minimum: 3 } },
  required: ['is', 'count'],
};
const tools = [
  { name: 'peek', inputSchema: { type: 'object' }, outputSchema },
  { name: 'pay', inputSchema: { type: 'object' } },
];

/** Every call gets another answer, with digits and members that no parser keeps. */
function liveServer(): Promise<ScriptedServer> {
  let calls = 0;
  return ScriptedServer.start(({ body }, response) => {
    const { id, method } = JSON.parse(body) as { id: number; method: string };
    if (method === 'tools/list') return answerJson(response, JSON.stringify({ jsonrpc: '2.0', id, result: { tools } }));
    answerJson(
      response,
      `{"jsonrpc":"2.0", "result":{"x":12345678901234567890,"content":[{"type":"text","text":"answer ${++calls}"}]},"id":${JSON.stringify(id)}}`,
    );
  });
}

const open: (Disposable | AsyncDisposable)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse())
    await (Symbol.asyncDispose in one ? one[Symbol.asyncDispose]() : one[Symbol.dispose]());
});

/** A server with its recording of these calls; every call so far is seen by the server. */
async function recording(
  calls: readonly (readonly [string, Json])[],
): Promise<{ bench: ReplayBench; server: ScriptedServer; shop: Servers }> {
  const [bench, server] = [new ReplayBench(), await liveServer()];
  open.push(bench, server);
  const shop: Servers = { shop: { kind: 'mcp-http', url: `${server.url}/mcp`, effects, sandbox: true } };
  await using seam = await bench.record(shop);
  await ask(seam.address('t#0', 'shop'), 'tools/list');
  for (const [name, args] of calls) await call(seam.address('t#0', 'shop'), name, args);
  return { bench, server, shop };
}

async function replaying(
  from: { bench: ReplayBench; shop: Servers },
  ...options: Parameters<ReplayBench['replay']> extends [unknown, ...infer Rest] ? Rest : never
): Promise<Replaying & { url: string }> {
  const replay = await from.bench.replay(from.shop, ...options);
  open.push(replay);
  return { ...replay, url: replay.seam.address('t#0', 'shop') };
}

async function ask(
  url: string,
  method: string,
  params: Json = {},
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 'mine', method, params }),
  });
  return response.text();
}

const call = (url: string, name: string, args: Json = {}): Promise<string> =>
  ask(url, 'tools/call', { name, arguments: args });
const stateless = { 'mcp-protocol-version': '2026-07-28' };

describe('a replay', () => {
  it('gives the recorded message byte for byte, but for the id and what the client’s era says differently', async () => {
    const replay = await replaying(await recording([['peek', {}]]));
    expect(await call(replay.url, 'peek')).toBe(
      '{"jsonrpc":"2.0", "result":{"x":12345678901234567890,"content":[{"type":"text","text":"answer 1"}]},"id":"mine"}',
    );
    const other = await ask(replay.url, 'tools/call', { name: 'peek', arguments: {} }, stateless);
    expect(JSON.parse(other)).toMatchObject({ id: 'mine', result: { resultType: 'complete' } });
    expect(other).toContain('12345678901234567890');
  });

  it('contacts no server', async () => {
    const made = await recording([['peek', {}]]);
    const before = made.server.seen.length;
    const replay = await replaying(made);
    await ask(replay.url, 'tools/list');
    await call(replay.url, 'peek');
    await call(replay.url, 'unknown');
    expect(made.server.seen).toHaveLength(before);
  });

  it('says in its own record what came from the recording, and can be replayed itself', async () => {
    const made = await recording([['peek', {}]]);
    const replay = await replaying(made);
    await call(replay.url, 'peek');
    await replay.seam.close();
    expect((await replay.events()).filter(({ kind }) => kind === 'reply')).toMatchObject([
      { source: 'replay', outcome: 'result' },
    ]);
  });

  it('makes a trial unmeasured, not failed, when a call was not recorded', async () => {
    const replay = await replaying(await recording([['peek', {}]]));
    expect(await call(replay.url, 'peek', { other: 1 })).toContain('error');
    replay.seam.end('t#0', 'done');
    expect((await replay.events()).at(-1)).toMatchObject({ kind: 'end', status: 'unmeasured', reason: 'diverged' });
    expect(await replay.summary()).toMatchObject({ diverged: true, missed: 1, replayed: 0 });
  });

  it('leaves a trial that stays on its recording as it ends', async () => {
    const replay = await replaying(await recording([['peek', {}]]));
    await call(replay.url, 'peek');
    replay.seam.end('t#0', 'deadline');
    expect((await replay.events()).at(-1)).toMatchObject({ status: 'deadline' });
  });

  it('sends reads that were not recorded to the server itself where that was chosen, and writes only where they are allowed', async () => {
    const made = await recording([['peek', { a: 1 }]]);
    const replay = await replaying(made, { unmatched: 'live', allow: ['pay'] });
    expect(await call(replay.url, 'peek', { a: 1 })).toContain('answer 1');
    expect(await call(replay.url, 'peek', { a: 2 })).toContain('answer 2');
    expect(await call(replay.url, 'pay')).toContain('answer 3');
    expect(await replay.summary()).toMatchObject({ live: 2, replayed: 1, diverged: false });
    expect((await replay.events()).flatMap((event) => (event.kind === 'reply' ? [event.source] : []))).toEqual([
      'replay',
      'live',
      'live',
    ]);
    const careful = await replaying(made, { unmatched: 'live' });
    expect(await call(careful.url, 'pay')).toContain('error');
    expect((await careful.summary()).diverged).toBe(true);
  });

  it('tells the agent that a tool is not available where that was chosen', async () => {
    const replay = await replaying(await recording([]), { unmatched: 'tool-error' });
    expect(JSON.parse(await call(replay.url, 'peek'))).toMatchObject({ result: { isError: true } });
    expect(await replay.summary()).toMatchObject({ synthetic: 1, diverged: false });
  });

  it('makes an answer from the output schema where that was chosen, marked in the record; without a schema there is none', async () => {
    const replay = await replaying(await recording([]), { unmatched: 'synthesize' });
    // by hand: the least that the schema takes
    const { result } = JSON.parse(await call(replay.url, 'peek')) as { result: { structuredContent: Json } };
    expect(result.structuredContent).toEqual({ is: 'aa', count: 3 });
    expect((await replay.events()).find(({ kind }) => kind === 'reply')).toMatchObject({ source: 'synthetic' });
    expect(await call(replay.url, 'pay')).toContain('error');
    expect(await replay.summary()).toMatchObject({ synthetic: 1, diverged: true });
  });

  it('marks where the first write leaves the recording', async () => {
    const replay = await replaying(await recording([['peek', {}]]), { unmatched: 'tool-error' });
    await call(replay.url, 'peek');
    await call(replay.url, 'peek', { other: 1 });
    expect((await replay.summary()).offPathFromMs).toBeNull();
    await call(replay.url, 'pay', { amount: 1 });
    await call(replay.url, 'pay', { amount: 2 });
    const { offPathFromMs } = await replay.summary();
    const pays = (await replay.events()).filter((event) => event.kind === 'call' && event.operation === 'pay');
    expect(offPathFromMs).toBeGreaterThanOrEqual(pays[0]?.ms ?? Number.NaN);
    expect(offPathFromMs).toBeLessThan(pays[1]?.ms ?? Number.NaN);
  });

  it('is broken by a plan as the server itself would be', async () => {
    const made = await recording([
      ['peek', {}],
      ['peek', {}],
    ]);
    const rules = [
      { id: 'limit', where: { tool: 'peek' }, when: { nth: [1] }, fault: { kind: 'rate-limit' } },
      { id: 'lost', where: { tool: 'peek' }, when: { nth: [2] }, fault: { kind: 'truncate', keep: 0.5 } },
    ] as const;
    const replay = await replaying(
      made,
      {},
      rules.map((rule) => ({ ...rule, when: { nth: [...rule.when.nth] } })),
    );
    expect(await call(replay.url, 'peek')).toContain('"isError":true');
    // the refused call never reached the recording, so this is the first answer, cut in half
    expect(JSON.parse(await call(replay.url, 'peek'))).toMatchObject({ result: { content: [{ text: 'answ' }] } });
    expect(faultMarks(await replay.events())).toMatchObject([
      { realised: true, delivered: true },
      { realised: true, delivered: true },
    ]);
  });

  it('replays the true answer of a call that was broken when it was recorded', async () => {
    const [bench, server] = [new ReplayBench(), await liveServer()];
    open.push(bench, server);
    const shop: Servers = { shop: { kind: 'mcp-http', url: server.url, effects, sandbox: true } };
    {
      await using seam = await bench.record(shop, [{ id: 'cut', fault: { kind: 'truncate', keep: 0.1 } }]);
      expect(await call(seam.address('t#0', 'shop'), 'peek')).not.toContain('answer 1');
    }
    const replay = await replaying({ bench, shop });
    expect(await call(replay.url, 'peek')).toContain('answer 1');
  });

  it('has a recording of its own for each trial, unless one is named for all', async () => {
    const made = await recording([['peek', {}]]);
    const replay = await replaying(made);
    expect(await call(replay.seam.address('t#1', 'shop'), 'peek')).toContain('error');
    const shared = await replaying(made, { trial: 't#0' });
    for (const trial of ['t#1', 't#2'])
      expect(await call(shared.seam.address(trial, 'shop'), 'peek')).toContain('answer 1');
  });

  it('leaves servers alone that are not named', async () => {
    const made = await recording([['peek', {}]]);
    const replay = await replaying(made, { servers: ['other'] });
    expect(await call(replay.url, 'peek')).toContain('answer 2');
    expect((await replay.events()).find(({ kind }) => kind === 'reply')).toMatchObject({ source: 'live' });
  });

  it.each<[string, string, string]>([
    ['a ping', 'ping', '{}'],
    ['a list of resources', 'resources/list', '{"resources":[]}'],
    ['something unknown', 'completion/complete', 'Method not found'],
  ])('answers %s', async (_, method, said) => {
    const replay = await replaying(await recording([]));
    expect(await ask(replay.url, method)).toContain(said);
  });

  it('hears notifications, and has neither listening streams nor batches', async () => {
    const replay = await replaying(await recording([]));
    const post = (body: string): Promise<Response> => fetch(replay.url, { method: 'POST', body });
    expect((await post('{"jsonrpc":"2.0","method":"notifications/initialized"}')).status).toBe(202);
    expect((await post('[]')).status).toBe(400);
    expect((await fetch(replay.url)).status).toBe(405);
  });
});

describe('what the server asks in the middle of a call', () => {
  const asks = `{"jsonrpc":"2.0","id":0,"result":{"resultType":"input_required","requestState":"s-1","inputRequests":{"ok":{}}}}`;
  const done = `{"jsonrpc":"2.0","id":0,"result":{"resultType":"complete","content":[{"type":"text","text":"paid"}],"_meta":{"io.modelcontextprotocol/serverInfo":{}}}}`;
  const first = { name: 'pay', arguments: { amount: 5 } };
  const again = { ...first, requestState: 's-1', inputResponses: { ok: { action: 'accept' } } };

  async function recorded(): Promise<{ bench: ReplayBench; shop: Servers }> {
    const server = await ScriptedServer.start(({ body }, response) =>
      answerJson(response, body.includes('requestState') ? done : asks),
    );
    const bench = new ReplayBench();
    open.push(bench, server);
    const shop: Servers = { shop: { kind: 'mcp-http', url: server.url, effects } };
    await using seam = await bench.record(shop);
    await ask(seam.address('t#0', 'shop'), 'tools/call', first, stateless);
    await ask(seam.address('t#0', 'shop'), 'tools/call', again, stateless);
    return { bench, shop };
  }

  it('is asked again of a client of the stateless era, and belongs to the one call', async () => {
    const replay = await replaying(await recorded());
    expect(await ask(replay.url, 'tools/call', first, stateless)).toContain('"requestState":"s-1"');
    expect(await ask(replay.url, 'tools/call', again, stateless)).toContain('paid');
    expect(await replay.summary()).toMatchObject({ missed: 0, replayed: 2 });
    const calls = (await replay.events()).flatMap((event) =>
      event.kind === 'call' ? [[event.operation, event.parent]] : [],
    );
    expect(calls).toEqual([
      ['pay', null],
      ['tools/call', '1'],
    ]);
  });

  it('is left out for a client of the older era, which gets what came of it', async () => {
    const replay = await replaying(await recorded());
    expect(JSON.parse(await ask(replay.url, 'tools/call', first))).toEqual({
      jsonrpc: '2.0',
      id: 'mine',
      result: { content: [{ type: 'text', text: 'paid' }] },
    });
  });

  it('is a task that is polled: polls belong to the call, and the last answer is given again', async () => {
    let polls = 0;
    const server = await ScriptedServer.start(({ body }, response) =>
      answerJson(
        response,
        body.includes('tasks/get')
          ? `{"jsonrpc":"2.0","id":0,"result":{"taskId":"T","status":"${++polls < 2 ? 'working' : 'completed'}"}}`
          : '{"jsonrpc":"2.0","id":0,"result":{"resultType":"task","taskId":"T","status":"working"}}',
      ),
    );
    const bench = new ReplayBench();
    open.push(bench, server);
    const shop: Servers = { shop: { kind: 'mcp-http', url: server.url, effects } };
    {
      await using seam = await bench.record(shop);
      const url = seam.address('t#0', 'shop');
      await ask(url, 'tools/call', first, stateless);
      for (let at = 0; at < 2; at++) await ask(url, 'tasks/get', { taskId: 'T' }, stateless);
    }
    const replay = await replaying({ bench, shop });
    expect(await ask(replay.url, 'tools/call', first, stateless)).toContain('"taskId":"T"');
    const said = [];
    for (let at = 0; at < 3; at++)
      said.push(/"status":"(\w+)"/.exec(await ask(replay.url, 'tasks/get', { taskId: 'T' }, stateless))?.[1]);
    expect(said).toEqual(['working', 'completed', 'completed']);
    expect((await replay.events()).flatMap((event) => (event.kind === 'call' ? [event.parent] : []))).toEqual([
      null,
      '1',
      '1',
      '1',
    ]);
  });
});

describe('a replay is refused', () => {
  const servers: Servers = { shop: { kind: 'mcp-http', url: 'http://127.0.0.1:1' } };

  it('without a recording (SEAM_NO_RECORDING)', async () => {
    using bench = new ReplayBench();
    await expect(bench.replay(servers)).rejects.toMatchObject({ code: 'SEAM_NO_RECORDING' });
  });

  it('when it would write into its own recording (SEAM_REPLAY_OF_ITSELF)', async () => {
    using bench = new ReplayBench();
    await expect(bench.record(servers).then((seam) => seam.close())).resolves.toBeUndefined();
    await expect(bench.replayOfItself(servers)).rejects.toMatchObject({ code: 'SEAM_REPLAY_OF_ITSELF' });
  });
});
