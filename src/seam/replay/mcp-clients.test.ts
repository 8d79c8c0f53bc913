import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveMcp } from '#worlds';
import type { SeamConfigInput } from '../seam-config.ts';
import { CountingBox } from './testing/counting-box.ts';
import { connect, type Make, makes } from './testing/mcp-makes.ts';
import { ReplayBench } from './testing/replay-bench.ts';

// The server says nothing of its tools' effects. Nobody is there, so that every answer must come from the recording.
const effects = { peek: 'read', fail: 'read' } as const;
const gone: Record<'stdio' | 'http', SeamConfigInput['servers']> = {
  stdio: { shop: { kind: 'mcp-stdio', command: '/nowhere/server', effects } },
  http: { shop: { kind: 'mcp-http', url: 'http://127.0.0.1:1/mcp', effects } },
};
const serversFor = (make: Make): SeamConfigInput['servers'] => gone[make.endsWith('stdio') ? 'stdio' : 'http'];

let bench: ReplayBench;

beforeAll(async () => {
  bench = new ReplayBench();
  const box = new CountingBox();
  const serving = await serveMcp(box, { name: 'shop' });
  await using seam = await bench.record({
    shop: { kind: 'mcp-stdio', ...serving.stdio, args: [...serving.stdio.args] },
  });
  await using client = await connect('v1 stdio', seam);
  const said = [
    await client.call('peek', { name: 'a', page: 1 }),
    await client.call('peek', { name: 'b', page: 1 }),
    await client.call('peek', { name: 'a', page: 1 }),
    await client.call('pay', { amount: 5, to: 'x' }),
    await client.call('fail', {}),
  ];
  expect(said).toEqual(['{"is":"a1"}', '{"is":"b1"}', '{"is":"a2"}', '{"is":"paid1"}', '!no such thing']);
  await serving.close();
}, 20_000);
afterAll(() => bench[Symbol.dispose]());

describe('a recording made with the SDK v1 over stdio', () => {
  // The answers are those of the recorded run, above; what is missed was never called there.
  it.each(makes)(
    'answers %s: other order, other order of members, repeated reads, one call that was not recorded',
    async (make) => {
      await using replay = await bench.replay(serversFor(make));
      {
        await using client = await connect(make, replay.seam);
        expect(await client.call('fail', {})).toBe('!no such thing');
        expect(await client.call('pay', { to: 'x', amount: 5 })).toBe('{"is":"paid1"}');
        expect(await client.call('peek', { page: 1, name: 'a' })).toBe('{"is":"a1"}');
        expect(await client.call('peek', { name: 'b', page: 1 })).toBe('{"is":"b1"}');
        expect(await client.call('peek', { name: 'a', page: 1 })).toBe('{"is":"a2"}');
        expect(await client.call('peek', { name: 'c', page: 1 })).toBe('throws');
      }
      await replay.seam.close();
      expect(await replay.summary()).toMatchObject({ replayed: 5, missed: 1, diverged: true, offPathFromMs: null });
      const calls = (await replay.events()).filter(({ kind }) => kind === 'call');
      expect(calls).toHaveLength(6);
    },
    20_000,
  );

  it('over stdio, sends reads that were not recorded to the server itself where that was chosen, and no writes', async () => {
    const box = new CountingBox();
    const serving = await serveMcp(box, { name: 'shop' });
    const shop = { kind: 'mcp-stdio' as const, ...serving.stdio, args: [...serving.stdio.args], effects };
    await using replay = await bench.replay({ shop }, { unmatched: 'live' });
    {
      await using client = await connect('v1 stdio', replay.seam);
      expect(await client.call('peek', { name: 'b', page: 1 })).toBe('{"is":"b1"}');
      expect(await client.call('peek', { name: 'c', page: 1 })).toBe('{"is":"c1"}');
      expect(await client.call('pay', { amount: 6 })).toBe('throws');
    }
    expect(box.calls).toBe(1);
    await serving.close();
    await replay.seam.close();
    expect(await replay.summary()).toMatchObject({ replayed: 1, live: 1, missed: 2, diverged: true });
  }, 20_000);
});
