import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import type { FaultPlanInput } from '#schema';
import type { ToolRequest, ToolResult, ToolTransportError } from '#worlds';
import { applyJsonPatch } from '../json/json-patch.ts';
import { parseFaultPlan } from '../plan/parse-fault-plan.ts';
import { faultMarks } from '../record/fault-marks.ts';
import { MemoryRecord } from '../record/memory-record.ts';
import { type SeamEvent, seamEventSchema } from '../record/seam-event.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { planOf } from '../testing/plan-fixture.ts';
import { ToyBox } from '../testing/toy-box.ts';
import { type FaultyToolBox, faultyToolBox } from './faulty-tool-box.ts';

type Rule = FaultPlanInput['rules'][number];

interface Bench {
  readonly box: FaultyToolBox;
  readonly world: ToyBox;
  readonly record: MemoryRecord;
  readonly clock: ManualClock;
  call(name: string, args?: Json): Promise<ToolResult | ToolTransportError>;
  events(kind: SeamEvent['kind']): SeamEvent[];
}

function bench(rules: readonly Rule[] | null, seed = 1): Bench {
  const world = new ToyBox();
  const record = new MemoryRecord();
  const clock = new ManualClock();
  const plan = rules === null ? null : parseFaultPlan(planOf([...rules], { seed }) as unknown as Json);
  const box = faultyToolBox(world, {
    plan,
    run: 'r',
    trial: 't#0',
    server: 'shop',
    record,
    clock,
    seamVersion: 'test',
  });
  return {
    box,
    world,
    record,
    clock,
    call: (name, args = {}) => box.call({ name, arguments: args }).catch((error: ToolTransportError) => error),
    events: (kind) => record.events.filter((event) => event.kind === kind),
  };
}

const order = { id: 'O-1' };

describe('faultyToolBox', () => {
  it('changes nothing and records everything without a plan', async () => {
    const { call, world, record, events } = bench(null);
    expect(await call('get_order', order)).toEqual(await world.call({ name: 'get_order', arguments: order }));
    expect(await call('get_order', { id: 'O-9' })).toMatchObject({ isError: true, text: 'no order O-9' });
    expect(record.events.map(({ kind }) => kind)).toEqual(['begin', 'catalog', 'call', 'reply', 'call', 'reply']);
    expect(events('reply')).toMatchObject([{ outcome: 'result', delivered: true }, { outcome: 'tool-error' }]);
    for (const event of record.events) expect(seamEventSchema.parse(event)).toEqual(event);
  });

  it.each<[string, Rule['fault'], object]>([
    [
      'a rate limit',
      { kind: 'rate-limit', retryAfterS: 7 },
      { isError: true, value: null, error: 'failed', text: expect.stringContaining('7') },
    ],
    ['a server error', { kind: 'server-error', status: 503 }, { isError: true, text: expect.stringContaining('503') }],
    ['a rejected token', { kind: 'unauthorized', text: 'token expired' }, { isError: true, text: 'token expired' }],
    ['a missing resource', { kind: 'not-found' }, { isError: true }],
    ['a refused connection', { kind: 'refuse' }, { name: 'ToolTransportError', code: 'connection-refused' }],
    ['a reset connection', { kind: 'reset' }, { name: 'ToolTransportError', code: 'connection-reset' }],
    ['a call that never returns', { kind: 'hang', releaseAfterMs: 5000 }, { code: 'timeout' }],
    ['a tool that is gone', { kind: 'tool-gone' }, { isError: true, error: 'unknown-tool' }],
  ])('answers with %s instead of calling the tool', async (_, fault, outcome) => {
    const { call, world, record } = bench([{ id: 'f', where: { tool: 'refund' }, fault }]);
    expect(await call('refund', order)).toMatchObject(outcome);
    expect(world.ledger).toEqual([]);
    expect(faultMarks(record.events)).toMatchObject([
      { id: 'f@1', kind: fault.kind, surface: 'tool', target: 'refund', realised: true, delivered: true },
    ]);
  });

  it('loses the acknowledgement of a refund that took place, and a retry refunds again', async () => {
    const { call, world, events } = bench([
      { id: 'lost', where: { tool: 'refund' }, when: { nth: [1] }, fault: { kind: 'lost-acknowledgement' } },
    ]);
    expect(await call('refund', { ...order, amount: 5 })).toMatchObject({ code: 'connection-reset' });
    expect(world.ledger).toEqual([{ id: 'O-1', amount: 5 }]);
    expect(await call('refund', { ...order, amount: 5 })).toMatchObject({ isError: false });
    expect(world.ledger).toHaveLength(2);
    expect(events('call')).toMatchObject([{ occurrence: 1 }, { occurrence: 2 }]);
    expect(events('reply')).toMatchObject([
      { outcome: 'transport', body: null, truth: { text: '{"refunded":5,"count":1}' }, delivered: true },
      {},
    ]);
  });

  it('delivers a call twice and answers once', async () => {
    const { call, world } = bench([
      { id: 'd', where: { effect: ['irreversible'] }, fault: { kind: 'duplicate-delivery' } },
    ]);
    expect(await call('refund', order)).toMatchObject({ value: { count: 1 } });
    expect(world.ledger).toHaveLength(2);
  });

  it('delays before or after the tool, on the clock it was given', async () => {
    const { call, clock } = bench([{ id: 'd', fault: { kind: 'delay', ms: 400, phase: 'post' } }]);
    const before = clock.ms();
    await call('get_order', order);
    expect(clock.ms() - before).toBe(400);
  });

  it('puts a wrong value into text and value alike, and keeps the way back', async () => {
    const { call, world, events } = bench([
      {
        id: 'w',
        where: { tool: 'get_order' },
        fault: { kind: 'wrong-value', path: '/total', mutate: { by: 'scale', factor: 10 } },
      },
    ]);
    const wrong = (await call('get_order', order)) as ToolResult;
    expect(wrong.value).toEqual({ ...world.orders[0], total: 199.9 });
    expect(wrong.text).toBe(JSON.stringify({ ...world.orders[0], total: 199.9 }));
    const [fault] = events('fault') as Extract<SeamEvent, { kind: 'fault' }>[];
    expect(fault).toMatchObject({ patch: [{ op: 'replace', path: '/total', value: 199.9 }], ambiguous: false });
    expect(applyJsonPatch(wrong.value as Json, fault?.undo ?? [])).toEqual(world.orders[0]);
    expect(events('reply')).toMatchObject([{ truth: { text: JSON.stringify(world.orders[0]) } }]);
  });

  it('serves what the same call answered before the last change', async () => {
    const { call, world } = bench([{ id: 's', when: { nth: [2] }, fault: { kind: 'stale' } }]);
    await call('get_order', order);
    Object.assign(world.orders[0] ?? {}, { total: 5 });
    expect(await call('get_order', order)).toMatchObject({
      value: { total: 19.99 },
      text: expect.stringContaining('19.99'),
    });
    expect(await call('get_order', order)).toMatchObject({ value: { total: 5 } });
  });

  it('does not count a fault that could not be carried out, and gives it back to the budget', async () => {
    const { call, box, record } = bench([{ id: 'w', fault: { kind: 'wrong-value' } }]);
    const request: ToolRequest = { name: 'get_order', arguments: { id: 'O-9' } };
    expect(await box.call(request)).toMatchObject({ text: 'no order O-9' });
    expect(box.faultsOn(request)).toEqual([]);
    expect(faultMarks(record.events)).toMatchObject([{ realised: false, delivered: false }]);
    await call('get_order', order);
    expect(faultMarks(record.events)[1]).toMatchObject({ id: 'w@2', realised: true });
  });

  it('tells which fault happened to a request, for whoever records its steps', async () => {
    const { box } = bench([{ id: 'r', where: { tool: 'get_order' }, fault: { kind: 'reset' } }]);
    const broken: ToolRequest = { name: 'get_order', arguments: order };
    const clean: ToolRequest = { name: 'greet', arguments: {} };
    await expect(box.call(broken)).rejects.toMatchObject({ code: 'connection-reset' });
    await box.call(clean);
    expect(box.faultsOn(broken)).toEqual(['r@1']);
    expect(box.faultsOn(clean)).toEqual([]);
  });

  it('lists a changed tool with its new argument, which alone it takes', async () => {
    const { box, call } = bench([
      {
        id: 'c',
        where: { tool: 'get_order' },
        fault: { kind: 'tool-changed', renameArgument: { from: 'id', to: 'order_id' } },
      },
      { id: 'g', where: { tool: 'greet' }, fault: { kind: 'tool-gone' } },
    ]);
    expect(box.definitions.map(({ name }) => name)).toEqual(['get_order', 'list_orders', 'refund']);
    expect(box.definitions[0]?.inputSchema).toMatchObject({
      properties: { order_id: { type: 'string' } },
      required: ['order_id'],
    });
    expect(await call('get_order', order)).toMatchObject({
      isError: true,
      error: 'invalid-arguments',
      text: expect.stringContaining('"id"'),
    });
    expect(await call('get_order', { order_id: 'O-1' })).toMatchObject({ isError: false, value: { id: 'O-1' } });
  });

  it('counts a fault as delivered only while the caller waits', async () => {
    const { box, record } = bench([{ id: 'd', fault: { kind: 'delay', ms: 60_000 } }]);
    const gone = AbortSignal.abort(new Error('trial over'));
    await expect(box.call({ name: 'greet', arguments: {}, signal: gone })).rejects.toThrow('trial over');
    expect(faultMarks(record.events)).toMatchObject([{ realised: true, delivered: false }]);
  });

  it('keeps secrets out of the record and says so', async () => {
    const { call, events } = bench(null);
    await call('get_order', { id: 'O-1', api_key: 'abc-123' });
    expect(JSON.stringify(events('call'))).not.toContain('abc-123');
    expect(events('call')).toMatchObject([{ redacted: true }]);
  });

  it('says nothing to the agent that only a test would say', async () => {
    const suspicious = /fault|inject|chaos|seatrial|simulat|synthetic|mock|test/i;
    for (let seed = 0; seed < 40; seed++)
      for (const kind of [
        'rate-limit',
        'server-error',
        'unauthorized',
        'not-found',
        'tool-gone',
        'refuse',
        'reset',
      ] as const) {
        const outcome = await bench([{ id: 'x', fault: { kind } }], seed).call('get_order', order);
        expect('message' in outcome ? outcome.message : outcome.text).not.toMatch(suspicious);
      }
  });
});
