import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '#base';
import type { FaultPlanInput } from '#schema';
import { applyJsonPatch } from '../../json/json-patch.ts';
import { machineClock } from '../../machine-clock.ts';
import { parseFaultPlan } from '../../plan/parse-fault-plan.ts';
import { faultMarks } from '../../record/fault-marks.ts';
import { MemoryRecord } from '../../record/memory-record.ts';
import { type SeamEvent, seamEventSchema } from '../../record/seam-event.ts';
import { LineClient } from '../../testing/line-client.ts';
import { planOf } from '../../testing/plan-fixture.ts';
import { TrialSeam } from '../../trial-seam.ts';
import { McpServer } from '../mcp/mcp-server.ts';
import { runStdioShim } from './stdio-shim.ts';

const odd = fileURLToPath(new URL('../../testing/odd-server.mjs', import.meta.url));

interface Session {
  readonly client: LineClient;
  readonly record: MemoryRecord;
  readonly ended: Promise<number>;
  events<Kind extends SeamEvent['kind']>(kind: Kind): Extract<SeamEvent, { kind: Kind }>[];
}

const open: Session[] = [];
afterEach(async () => {
  for (const { client, ended } of open.splice(0)) {
    client.input.end();
    await ended;
  }
});

function shim(
  rules: FaultPlanInput['rules'] | null,
  policy: { sandbox?: boolean; allow?: string[] } = { sandbox: true },
): Session {
  const record = new MemoryRecord();
  const plan = rules === null ? null : parseFaultPlan(planOf(rules) as unknown as Json);
  const trial = new TrialSeam({ run: 'r', trial: 't#0', plan, record, clock: machineClock, seamVersion: 'test' });
  const server = new McpServer('odd', { sandbox: false, allow: [], effects: {}, ...policy }, trial, plan !== null);
  const client = new LineClient();
  const ended = runStdioShim({
    command: process.execPath,
    args: [odd],
    server,
    trial,
    input: client.input,
    output: client.output,
  });
  const session: Session = {
    client,
    record,
    ended,
    events: (kind) => record.events.filter((event) => event.kind === kind) as never,
  };
  open.push(session);
  return session;
}

/** The same lines to the server itself. */
async function direct(lines: readonly string[], answers: number): Promise<string> {
  const child = spawn(process.execPath, [odd], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = new LineClient();
  client.input.pipe(child.stdin);
  child.stdout.pipe(client.output);
  client.send(...lines);
  await client.lines(answers);
  child.stdin.end();
  return client.text;
}

const call = (reply: string, id: unknown = 7): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'read', arguments: { reply } } });

/** Frames that relays built from an SDK's client and server are known to change, drop or refuse. */
const oddities: readonly [string, string][] = [
  ['a result with spaces and 1.0', call('{ "jsonrpc" : "2.0", "id" : ID, "result" : { "content" : [], "n" : 1.0 } }')],
  ['an integer beyond 2^53', call('{"jsonrpc":"2.0","id":ID,"result":{"content":[],"n":12345678901234567890}}')],
  [
    'an unknown type of content',
    call('{"jsonrpc":"2.0","id":ID,"result":{"content":[{"type":"hologram","data":"x"}]}}'),
  ],
  ['unknown members', call('{"jsonrpc":"2.0","id":ID,"result":{"content":[]},"x-vendor":true}')],
  [
    'escapes and emoji',
    call('{"jsonrpc":"2.0","id":ID,"result":{"content":[{"type":"text","text":"\\u00e9 \u{1f600} \\/"}]}}'),
  ],
  ['an answer with result and error', call('{"jsonrpc":"2.0","id":ID,"result":{},"error":{"code":1,"message":"x"}}')],
  ['an answer without jsonrpc', call('{"id":ID,"result":{"content":[]}}')],
  ['an answer with another id', call('{"jsonrpc":"2.0","id":"someone else","result":{}}')],
  ['a line that is no JSON', call('not json at all')],
  [
    'two answers to one call',
    call('{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}\n{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}'),
  ],
  [
    'progress before the answer',
    call(
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}\n{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}',
    ),
  ],
  ['a request of the server', call('{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{}}')],
  [
    'an input request with opaque state',
    call('{"jsonrpc":"2.0","id":ID,"result":{"resultType":"input_required","requestState":"a+/=="}}'),
  ],
  ['a text id', call('{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}', 'id-1')],
  ['an unknown method', '{"jsonrpc":"2.0","id":1,"method":"vendor/thing","params":{"a":1.0}}'],
  ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}]'],
  ['a line of garbage from the client', 'garbage { from the client'],
  ['carriage returns', call('{"jsonrpc":"2.0","id":ID,"result":{"content":[]}}\r')],
];

describe('runStdioShim', () => {
  it.each(oddities)('passes %s byte for byte', async (_, line) => {
    const expected = await direct([line], 1);
    const { client } = shim(null);
    client.send(line);
    await client.lines(expected.split('\n').length - 1);
    expect(client.text).toBe(expected);
  });

  it('passes the list of tools as it is, and notes it with effects by annotations', async () => {
    const list = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
    const { client, events } = shim(null);
    client.send(list);
    expect((await client.lines(1)).join('\n')).toBe((await direct([list], 1)).trimEnd());
    expect(events('catalog')).toMatchObject([{ server: 'odd', effects: { read: 'read', pay: 'unknown' } }]);
  });

  it('records the call before and the answer after, and every event fits the format', async () => {
    const { client, record, events } = shim(null);
    client.call(1, 'pay', { amount: 5 });
    await client.lines(1);
    expect(events('call')).toMatchObject([
      { carrier: 'mcp-stdio', operation: 'pay', arguments: { amount: 5 }, occurrence: 1, n: 1 },
    ]);
    expect(events('reply')).toMatchObject([
      { source: 'live', outcome: 'result', delivered: true, body: { text: client.text.trimEnd() } },
    ]);
    for (const event of record.events) expect(seamEventSchema.parse(event)).toEqual(event);
  });

  it('keeps the order of frames, and frames behind a delayed one overtake it', async () => {
    const { client } = shim([
      { id: 'd', where: { tool: 'pay' }, when: { nth: [1] }, fault: { kind: 'delay', ms: 30 } },
    ]);
    client.call(1, 'pay');
    for (let id = 2; id <= 6; id++) client.call(id, 'read');
    const ids = (await client.lines(6)).map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids).toEqual([2, 3, 4, 5, 6, 1]);
  });

  it('changes a value in text and structure alike and not one byte more', async () => {
    const { client, events } = shim([
      { id: 'w', fault: { kind: 'wrong-value', path: '/paid', mutate: { by: 'scale', factor: 100 } } },
    ]);
    client.call(1, 'pay');
    const [line] = await client.lines(1);
    expect(line).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\\"paid\\": 100}"}],"structuredContent":{"paid": 100}}}',
    );
    const [fault] = events('fault');
    expect(applyJsonPatch({ paid: 100 }, fault?.undo ?? [])).toEqual({ paid: 1 });
  });

  it('keeps wrong values inside the declared schema, and drops a field against it', async () => {
    const { client, events } = shim([
      {
        id: 'w',
        where: { tool: 'pay' },
        when: { nth: [1] },
        fault: { kind: 'retype-field', path: '/paid', contract: 'silent' },
      },
    ]);
    client.send('{"jsonrpc":"2.0","id":1,"method":"tools/list"}');
    const { result } = await client.message(1);
    expect(result.tools[1]).toEqual({ name: 'pay', inputSchema: { type: 'object' } });
    client.call(2, 'pay');
    expect((await client.message(2)).result.structuredContent).toEqual({ paid: '1' });
    expect(events('fault')).toMatchObject([{ unrealised: null }]);
  });

  it.each<[string, FaultPlanInput['rules'][number]['fault'], object]>([
    [
      'a tool error',
      { kind: 'rate-limit', retryAfterS: 3 },
      { result: { isError: true, content: [{ type: 'text', text: expect.stringContaining('3') }] } },
    ],
    ['a protocol error', { kind: 'server-error', surface: 'rpc-error' }, { error: { code: -32603 } }],
    ['an unknown tool', { kind: 'tool-gone' }, { error: { code: -32602, message: 'Unknown tool: pay' } }],
    [
      'a refused argument',
      { kind: 'tool-changed', renameArgument: { from: 'a', to: 'b' } },
      { result: { isError: true } },
    ],
  ])('answers with %s and leaves the server alone', async (_, fault, answer) => {
    const { client } = shim([{ id: 'f', where: { tool: 'pay' }, when: { nth: [1] }, fault }]);
    client.call('x', 'pay', { a: 1 });
    expect(await client.message(1)).toMatchObject({ jsonrpc: '2.0', id: 'x', ...answer });
    client.call(2, 'read');
    // the server counts the calls that reached it
    expect((await client.message(2)).result.structuredContent).toEqual({ paid: 1 });
  });

  it('says resultType to clients of the stateless era', async () => {
    const { client } = shim([{ id: 'f', fault: { kind: 'unauthorized' } }]);
    const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    client.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'pay', _meta } }));
    expect((await client.message(1)).result).toMatchObject({ resultType: 'complete', isError: true });
  });

  it('loses an acknowledgement in silence while the server has acted, and the next frame is sound', async () => {
    const { client, record } = shim([
      { id: 'l', where: { tool: 'pay' }, when: { nth: [1] }, fault: { kind: 'lost-acknowledgement' } },
    ]);
    client.call(1, 'pay');
    client.call(2, 'pay');
    expect(await client.message(1)).toMatchObject({ id: 2, result: { structuredContent: { paid: 2 } } });
    expect(faultMarks(record.events)).toMatchObject([{ kind: 'lost-acknowledgement', delivered: true }]);
  });

  it('delivers a call twice to a sandbox, and to nothing else', async () => {
    const rule = {
      id: 'd',
      where: { tool: 'pay' },
      when: { nth: [1] },
      fault: { kind: 'duplicate-delivery' },
    } as const;
    const rules: FaultPlanInput['rules'] = [{ ...rule, when: { nth: [1] } }];
    const sandbox = shim(rules);
    sandbox.client.call(1, 'pay');
    sandbox.client.call(2, 'read');
    expect(await sandbox.client.message(2)).toMatchObject({ id: 2, result: { structuredContent: { paid: 3 } } });
    const live = shim(rules, { allow: ['*'] });
    live.client.call(1, 'pay');
    live.client.call(2, 'read');
    expect(await live.client.message(2)).toMatchObject({ id: 2, result: { structuredContent: { paid: 2 } } });
    expect(live.events('suppressed')).toMatchObject([{ rule: 'd', reason: 'unsafe' }]);
  });

  it('keeps calls of unknown effect from a live server while faults are planned', async () => {
    const { client, events } = shim([{ id: 'd', where: { tool: 'nothing' }, fault: { kind: 'unauthorized' } }], {
      sandbox: false,
    });
    client.call(1, 'pay');
    expect((await client.message(1)).result).toMatchObject({ isError: true });
    expect(events('reply')).toMatchObject([{ source: 'synthetic' }]);
    expect(events('note')).toMatchObject([{ name: 'blocked', value: { effect: 'unknown' } }]);
  });

  it('breaks and repeats frames and keeps the frames after them whole', async () => {
    const { client } = shim([
      { id: 't', when: { nth: [1] }, fault: { kind: 'truncate', surface: 'frame' } },
      { id: 'm', when: { nth: [2] }, fault: { kind: 'malformed', surface: 'frame' } },
      { id: 'r', when: { nth: [3] }, fault: { kind: 'duplicate-reply' } },
    ]);
    for (let id = 1; id <= 4; id++) client.call(id, 'read');
    const lines = await client.lines(5);
    expect(() => JSON.parse(lines[0] ?? '')).toThrow(SyntaxError);
    expect(() => JSON.parse(lines[1] ?? '')).toThrow(SyntaxError);
    expect(lines.slice(2).map((line) => JSON.parse(line).id)).toEqual([3, 3, 4]);
  });

  it('ends the server when told, and the calls under way end with it', async () => {
    const { client, ended, record } = shim([{ id: 'e', where: { tool: 'pay' }, fault: { kind: 'child-exit' } }]);
    client.call(1, 'pay');
    expect(await ended).toBe(1);
    expect(faultMarks(record.events)).toMatchObject([{ kind: 'child-exit', delivered: true }]);
  });

  it('notes a server that ends by itself', async () => {
    const { client, ended, events } = shim(null);
    client.call(1, 'read', { exit: 3 });
    expect(await ended).toBe(3);
    expect(events('reply')).toMatchObject([{ outcome: 'transport', delivered: true }]);
    expect(events('note')).toMatchObject([{ name: 'server-ended', value: { code: 3 } }]);
  });

  it('counts no fault as delivered when the client has cancelled the call', async () => {
    const { client, record } = shim([{ id: 'd', fault: { kind: 'delay', ms: 60_000 } }]);
    client.call(1, 'pay');
    client.send('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}');
    await client.lines(2);
    expect(faultMarks(record.events)).toMatchObject([{ realised: true, delivered: false }]);
  });

  it('tells a client that gives up on a hang nothing more, and counts the hang as delivered', async () => {
    const { client, record, events } = shim([
      { id: 'h', when: { nth: [1] }, fault: { kind: 'hang', releaseAfterMs: 600_000 } },
    ]);
    client.call(1, 'pay');
    client.send('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}');
    client.call(2, 'read');
    // the server says what it heard of methods that it does not know
    const said = (await client.lines(2)).map((line) => JSON.parse(line) as object);
    expect(said).toMatchObject([{ heard: 'notifications/cancelled' }, { id: 2 }]);
    expect(events('reply')).toMatchObject([{ outcome: 'none', delivered: false }, { outcome: 'result' }]);
    expect(faultMarks(record.events)).toMatchObject([{ kind: 'hang', realised: true, delivered: true }]);
  });

  it('passes a frame beyond the bound unread and goes on', async () => {
    const { client, events } = shim(null);
    const reply = `{"jsonrpc":"2.0","id":ID,"result":{"x":"${'y'.repeat(17 * 1024 * 1024)}"}}`;
    client.send(call(reply));
    client.call(2, 'pay');
    expect(await client.message(2)).toMatchObject({ id: 2 });
    expect(events('call')).toHaveLength(1);
  });

  it('says which command could not be started', async () => {
    const trial = new TrialSeam({
      run: 'r',
      trial: 't',
      plan: null,
      record: new MemoryRecord(),
      clock: machineClock,
      seamVersion: 'test',
    });
    const server = new McpServer('none', { sandbox: false, allow: [], effects: {} }, trial, false);
    const client = new LineClient();
    const started = runStdioShim({
      command: '/nonexistent/server',
      args: [],
      server,
      trial,
      input: client.input,
      output: client.output,
    });
    await expect(started).rejects.toMatchObject({ code: 'SEAM_SERVER_NOT_STARTED' });
  });
});
