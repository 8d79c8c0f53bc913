import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ToolEffect } from '#schema';
import { defineTool, type ToolRun } from './define-tool.ts';
import { defineWorld } from './define-world.ts';
import { worldLaws } from './world-laws.ts';

interface Counter {
  count: number;
}

/** What `worldLaws` says of a world with one tool, called once. */
function lawsBrokenBy(
  effect: ToolEffect,
  run: (run: ToolRun<Counter, object>) => undefined,
): Promise<readonly string[]> {
  const tool = defineTool<Counter>()({ name: 'go', description: 'Goes.', effect, input: z.object({}), run });
  const world = defineWorld({
    name: 'w',
    version: '1',
    policy: null,
    state: z.strictObject({ count: z.number() }),
    initial: { count: 0 },
    tools: [tool],
  });
  return worldLaws(world, { seed: 1 }, [{ name: 'go', arguments: {} }]);
}

describe('worldLaws', () => {
  it('has nothing to say of a tool that keeps them', async () => {
    const found = await lawsBrokenBy('write', ({ state, effects }) => {
      state.count += 1;
      effects.record({ key: 'go' });
    });
    expect(found).toEqual([]);
  });

  it('tells of a write without a ledger entry', async () => {
    const found = await lawsBrokenBy('write', ({ state }) => {
      state.count += 1;
    });
    expect(found).toEqual(['call 0 (go): changed the state without a ledger entry']);
  });

  it('tells of a read tool that tries to change the state', async () => {
    const found = await lawsBrokenBy('read', ({ state }) => {
      state.count += 1;
    });
    expect(found).toEqual([expect.stringMatching(/^call 0 \(go\): failed by accident/)]);
  });

  it('tells of an idempotent write that is none', async () => {
    const found = await lawsBrokenBy('idempotent-write', ({ state, effects }) => {
      state.count += 1;
      effects.record({ key: 'go' });
    });
    expect(found).toEqual(['call 0 (go): an idempotent write changed the state when it was repeated']);
  });

  it('tells of a tool with a memory of its own', async () => {
    let calls = 0;
    const found = await lawsBrokenBy('write', ({ state, effects }) => {
      state.count = ++calls;
      effects.record({ key: 'go' });
    });
    expect(found).toEqual(['the same calls gave other answers, another state or ledger']);
  });
});
