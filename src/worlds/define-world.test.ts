import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SeatrialError } from '#base';
import { defineTool } from './define-tool.ts';
import { defineWorld, type WorldSpec } from './define-world.ts';
import { tillWorld } from './testing/till-world.ts';

interface Counter {
  count: number;
}
const countUp = defineTool<Counter>()({
  name: 'count_up',
  description: 'Counts.',
  effect: 'write',
  input: z.object({}),
  run({ state, effects }) {
    state.count += 1;
    effects.record({ key: 'count' });
    return { count: state.count };
  },
});
const counterSpec: WorldSpec<Counter> = {
  name: 'counter',
  version: '1',
  policy: null,
  state: z.strictObject({ count: z.number() }),
  initial: { count: 0 },
  tools: [countUp],
};
const call = (name: string, args: unknown) => ({ name, arguments: args as never });

describe('a session', () => {
  // By hand: 1000 - 300, the clock's first step
  it('answers with what the tool returns, as value and as text', async () => {
    const { tools } = tillWorld.open({ seed: 0 });
    expect(await tools.call(call('pay_out', { account: 'A-1', cents: 300 }))).toEqual({
      text: '{"left":700,"at":"2026-03-10T09:00:00.000Z"}',
      value: { left: 700, at: '2026-03-10T09:00:00.000Z' },
      isError: false,
      error: null,
    });
  });

  it('reports changes and ledger', async () => {
    const session = tillWorld.open({ seed: 0 });
    await session.tools.call(call('pay_out', { account: 'A-1', cents: 300 }));
    expect(session.changes()).toEqual([{ path: '/accounts/A-1/cents', before: 1000, after: 700 }]);
    expect(session.ledger()).toEqual([
      {
        sequence: 0,
        tool: 'pay_out',
        effect: 'irreversible',
        key: 'pay:A-1',
        idempotencyKey: null,
        arguments: { account: 'A-1', cents: 300 },
      },
    ]);
  });

  it('takes back what a tool did before it refused or broke, and its entries', async () => {
    const session = tillWorld.open({ seed: 0 });
    const refused = await session.tools.call(call('pay_out', { account: 'A-2', cents: 51 }));
    expect(refused).toMatchObject({
      isError: true,
      error: 'refused',
      text: 'account A-2 holds less than 51',
      value: null,
    });
    const failed = await session.tools.call(call('add_note', { text: 'boom' }));
    expect(failed).toMatchObject({ isError: true, error: 'failed', text: 'add_note failed: ink ran out' });
    expect(session.changes()).toEqual([]);
    expect(session.ledger()).toEqual([]);
  });

  it('executes once under one idempotency key, and refuses the key for something else', async () => {
    const session = tillWorld.open({ seed: 0 });
    const pay = (cents: number) => session.tools.call(call('pay_out', { account: 'A-1', cents, key: 'k' }));
    const first = await pay(100);
    expect(await pay(100)).toEqual(first);
    expect(await pay(200)).toMatchObject({ error: 'refused' });
    expect(session.ledger()).toHaveLength(1);
    expect(session.changes()).toEqual([{ path: '/accounts/A-1/cents', before: 1000, after: 900 }]);
  });

  it('keeps no error under an idempotency key: the caller may mend and repeat', async () => {
    const session = tillWorld.open({ seed: 0, state: { accounts: { 'A-9': null } } });
    const pay = () => session.tools.call(call('pay_out', { account: 'A-2', cents: 60, key: 'k' }));
    expect(await pay()).toMatchObject({ error: 'refused' });
    expect(await pay()).toMatchObject({ error: 'refused' });
    expect(session.ledger()).toEqual([]);
  });

  it('has a clock that moves at every call, failed ones too', async () => {
    const { tools } = tillWorld.open({ seed: 0 });
    await tools.call(call('nothing', {}));
    await tools.call(call('get_account', { account: 'A-1' }));
    const paid = await tools.call(call('pay_out', { account: 'A-1', cents: 1 }));
    expect(paid.value).toMatchObject({ at: '2026-03-10T09:02:00.000Z' });
  });

  it('begins as the seed says, with the patch of the scenario over it', () => {
    const session = tillWorld.open({ seed: 1, state: { accounts: { 'A-2': null, 'A-1': { owner: 'Cy' } } } });
    expect(session.snapshot()).toEqual({ accounts: { 'A-1': { owner: 'Cy', cents: 1001, open: true } }, notes: [] });
    expect(session.initial).toEqual(session.snapshot());
    expect(session.changes()).toEqual([]);
  });

  it('offers only the tools asked for', async () => {
    const { tools } = tillWorld.open({ seed: 0, tools: ['get_account'] });
    expect(tools.definitions.map(({ name }) => name)).toEqual(['get_account']);
    expect(await tools.call(call('pay_out', { account: 'A-1', cents: 1 }))).toMatchObject({ error: 'unknown-tool' });
  });

  it('refuses to go on when the trial is over', async () => {
    const reason = new Error('over');
    const request = { ...call('get_account', { account: 'A-1' }), signal: AbortSignal.abort(reason) };
    await expect(tillWorld.open({ seed: 0 }).tools.call(request)).rejects.toBe(reason);
  });

  it('fails a read tool that tries to change the state, and changes nothing', async () => {
    const sly = defineTool<Counter>()({
      name: 'sly',
      description: 'Reads.',
      effect: 'read',
      input: z.object({}),
      run: ({ state }) => ({ count: state.count++ }),
    });
    const session = defineWorld({ ...counterSpec, tools: [sly] }).open({ seed: 0 });
    expect(await session.tools.call(call('sly', {}))).toMatchObject({ error: 'failed' });
    expect(session.changes()).toEqual([]);
  });

  it('fails a tool whose answer is no JSON, and takes its effect back', async () => {
    const late = defineTool<Counter>()({
      name: 'late',
      description: 'Waits.',
      effect: 'write',
      input: z.object({}),
      run({ state }) {
        state.count = 7;
        return Promise.resolve(1) as never;
      },
    });
    const session = defineWorld({ ...counterSpec, tools: [late] }).open({ seed: 0 });
    expect(await session.tools.call(call('late', {}))).toMatchObject({ error: 'failed' });
    expect(session.changes()).toEqual([]);
  });
});

describe('what an agent reads about wrong arguments', () => {
  const ask = async (args: unknown) => (await tillWorld.open({ seed: 0 }).tools.call(call('pay_out', args))).text;

  it('names each field with what was expected', async () => {
    expect(await ask({ cents: '3' })).toBe(
      'pay_out: account: expected string, got nothing; cents: expected number, got string',
    );
    expect(await ask({ account: 'A-1', cents: 0 })).toBe('pay_out: cents: too small: expected number to be >=1');
  });

  it('names arguments that the tool does not take, and those it takes', async () => {
    expect(await ask({ account: 'A-1', cents: 1, sum: 2 })).toBe(
      'pay_out: unknown argument sum; this tool takes account, cents, key',
    );
  });

  it('says so where there are no arguments at all', async () => {
    expect(await ask(null)).toBe('pay_out: expected the arguments to be a JSON object, got null');
    expect(await ask([1])).toBe('pay_out: expected the arguments to be a JSON object, got array');
  });
});

describe('defineWorld', () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as SeatrialError).code;
    }
    return 'none';
  };

  it('has a digest that moves with state, tools, policy and version, and with nothing else', () => {
    const { digest } = defineWorld(counterSpec);
    expect(defineWorld({ ...counterSpec }).digest).toBe(digest);
    expect(defineWorld({ ...counterSpec, initial: () => ({ count: 0 }) }).digest).toBe(digest);
    const others = [
      defineWorld({ ...counterSpec, initial: { count: 1 } }),
      defineWorld({ ...counterSpec, policy: 'Count.' }),
      defineWorld({ ...counterSpec, version: '2' }),
      defineWorld({ ...counterSpec, tools: [{ ...countUp, definition: { ...countUp.definition, effect: 'read' } }] }),
    ];
    expect(new Set([digest, ...others.map((world) => world.digest)]).size).toBe(5);
  });

  it('keeps the first beginning apart from what its author changes later', () => {
    const initial = { count: 0 };
    const world = defineWorld({ ...counterSpec, initial });
    initial.count = 9;
    expect(world.open({ seed: 0 }).snapshot()).toEqual({ count: 0 });
  });

  it('refuses a beginning or a patch that does not fit the state', () => {
    expect(codeOf(() => defineWorld({ ...counterSpec, initial: { count: 'x' } as never }))).toBe('WORLD_BAD_STATE');
    expect(codeOf(() => tillWorld.open({ seed: 0, state: { accounts: { 'A-1': { cents: -1 } } } }))).toBe(
      'WORLD_BAD_STATE',
    );
    expect(codeOf(() => tillWorld.open({ seed: 0, state: { acounts: {} } }))).toBe('WORLD_BAD_STATE');
  });

  it('refuses a misspelt member of a patch even where the schema would ignore it', () => {
    const loose = defineWorld({ ...counterSpec, state: z.object({ count: z.number() }) });
    expect(() => loose.open({ seed: 0, state: { cuont: 3 } })).toThrow(/\/cuont: the world's state has no such member/);
  });

  it('refuses unknown tools, two of a name, none, and a clock that is none', () => {
    expect(codeOf(() => tillWorld.open({ seed: 0, tools: ['steal'] }))).toBe('WORLD_UNKNOWN_TOOL');
    expect(codeOf(() => defineWorld({ ...counterSpec, tools: [countUp, countUp] }))).toBe('WORLD_BAD_WORLD');
    expect(codeOf(() => defineWorld({ ...counterSpec, tools: [] }))).toBe('WORLD_BAD_WORLD');
    expect(codeOf(() => defineWorld({ ...counterSpec, clock: { startsAt: '2026-03-10' } }))).toBe('WORLD_BAD_CLOCK');
  });

  it('refuses tools with a name or an input that protocols cannot carry', () => {
    const tool = { name: 'x', description: 'X.', effect: 'read', input: z.object({}), run: () => null } as const;
    expect(codeOf(() => defineTool<Counter>()({ ...tool, name: 'a b' }))).toBe('WORLD_BAD_TOOL');
    expect(codeOf(() => defineTool<Counter>()({ ...tool, description: ' ' }))).toBe('WORLD_BAD_TOOL');
    expect(codeOf(() => defineTool<Counter>()({ ...tool, input: z.object({ d: z.date() }) }))).toBe('WORLD_BAD_TOOL');
  });
});
