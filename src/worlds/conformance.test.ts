import { describe, expect, it } from 'vitest';
import { worldConformance } from './conformance.ts';
import { tillWorld } from './testing/till-world.ts';
import type { World, WorldSession } from './world.ts';

const subject = {
  world: tillWorld,
  reads: [{ name: 'get_account', arguments: { account: 'A-1' } }],
  writes: [
    { name: 'pay_out', arguments: { account: 'A-1', cents: 10, key: 'k1' } },
    { name: 'set_owner', arguments: { account: 'A-2', owner: 'Cy' } },
    { name: 'add_note', arguments: { text: 'paid' } },
    { name: 'add_note', arguments: { text: 'paid again' } },
  ],
  refusals: [
    { name: 'pay_out', arguments: { account: 'A-2', cents: 51 } },
    { name: 'pay_out', arguments: { account: 'constructor', cents: 1 } },
    { name: 'get_account', arguments: { account: '__proto__' } },
  ],
};

describe('a world made by defineWorld', () => {
  for (const check of worldConformance(subject)) it(check.name, () => check.run());
});

/** The till, with its sessions spoilt. */
function spoilt(spoil: (session: WorldSession) => Partial<WorldSession>): World {
  return {
    ...tillWorld,
    open(setup) {
      const session = tillWorld.open(setup);
      return { ...session, ...spoil(session) };
    },
  };
}

async function findings(world: World): Promise<string[]> {
  const failed: string[] = [];
  for (const check of worldConformance({ ...subject, world })) {
    await check.run().catch(() => failed.push(check.name));
  }
  return failed;
}

// A suite that cannot fail proves nothing: each broken world must be found by the check made for it
describe('worldConformance finds a world', () => {
  it('that shares state between sessions', async () => {
    const shared = tillWorld.open({ seed: 1 });
    expect(await findings({ ...tillWorld, open: () => shared })).toContain(
      'keeps sessions apart, open at the same time or one after the other',
    );
  });

  it('that hands out its own state', async () => {
    const state = { open: true };
    expect(await findings(spoilt(() => ({ snapshot: () => state })))).toContain(
      'lets nobody change the world through what it hands out',
    );
  });

  it('that keeps no ledger', async () => {
    expect(await findings(spoilt(() => ({ ledger: () => [] })))).toEqual(
      expect.arrayContaining([
        'writes the ledger when it changes, in order',
        'keeps the laws of tools over all these calls',
      ]),
    );
  });

  it('that throws where it should answer', async () => {
    const world = spoilt(({ tools }) => ({
      tools: {
        definitions: tools.definitions,
        call: async (request) => {
          const result = await tools.call(request);
          if (result.isError) throw new Error(result.text);
          return result;
        },
      },
    }));
    expect(await findings(world)).toEqual(
      expect.arrayContaining([
        'answers a call of an unknown tool with an error',
        'answers malformed arguments with an error',
      ]),
    );
  });
});
