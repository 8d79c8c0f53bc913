import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunManifest } from '#schema';
import { mergedManifest } from './merge-shards.ts';
import { refuseOtherRun } from './refuse-other-run.ts';
import { type Shard, shardOf } from './shard.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';
import { tallyManifest, tallyPlan } from './testing/tally-run.ts';
import { tallySuite } from './testing/tally-scenario.ts';

const suite = tallySuite(11);
const ids = suite.scenarios.map(({ id }) => id);
const named = { id: 'whole-run', name: 'whole', createdAt: '2026-03-05T00:00:00Z' };

function shardManifest(shard: Shard, seed = 1): RunManifest {
  const scenarios = shardOf(suite.scenarios, shard, seed);
  const manifest = tallyManifest(suite, { ...tallyPlan(suite, { seed }), scenarios }, tallyPorts(addingAgent), shard);
  return { ...manifest, id: `shard-${shard.number}` };
}

describe('shards', () => {
  it('deal every scenario out exactly once, evenly, for any seed', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 11 }), fc.nat(1000), (of, seed) => {
        const parts = Array.from({ length: of }, (_, at) => shardOf(suite.scenarios, { number: at + 1, of }, seed));
        expect(parts.flatMap((part) => part.map(({ id }) => id)).sort()).toEqual(ids);
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    ));

  it('are refused when some would be empty', () => {
    expect(() => shardOf(suite.scenarios, { number: 1, of: 12 }, 1)).toThrowError(
      expect.objectContaining({ code: 'RUNNER_BAD_SHARD' }),
    );
  });

  it('are one run again when merged, with nothing of the splitting left', () => {
    const shards = [3, 1, 2].map((number) => shardManifest({ number, of: 3 }));
    const merged = mergedManifest(shards, named);
    const whole = tallyManifest(suite, tallyPlan(suite), tallyPorts(addingAgent));
    expect(merged).toEqual({ ...whole, ...named, remarks: [expect.objectContaining({ code: 'merged-shards' })] });
  });

  it.each([
    ['RUNNER_SHARDS_INCOMPLETE', 'one is missing', [shardManifest({ number: 1, of: 2 })]],
    ['RUNNER_SHARDS_INCOMPLETE', 'one is there twice', [1, 1].map((number) => shardManifest({ number, of: 2 }))],
    ['RUNNER_SHARDS_DIFFER', 'seeds differ', [1, 2].map((number) => shardManifest({ number, of: 2 }, number))],
    ['RUNNER_NOT_A_SHARD', 'one is a whole run', [tallyManifest(suite, tallyPlan(suite), tallyPorts(addingAgent))]],
  ])('are refused with %s when %s', (code, _why, manifests) => {
    expect(() => mergedManifest(manifests, named)).toThrowError(expect.objectContaining({ code }));
  });
});

describe('going on with a run', () => {
  const ports = tallyPorts(addingAgent);
  const begun = tallyManifest(suite, tallyPlan(suite), ports);

  it('is allowed with the same, whatever the run is called and whenever', () => {
    refuseOtherRun(begun, { ...begun, id: 'other-id', name: 'other', createdAt: '2027-01-01T00:00:00Z' });
  });

  it.each([
    ['seed', tallyManifest(suite, tallyPlan(suite, { seed: 2 }), ports)],
    ['number of trials', tallyManifest(suite, tallyPlan(suite, { trials: 3 }), ports)],
    ['limits', tallyManifest(suite, tallyPlan(suite, { limits: { maxTurns: 3 } }), ports)],
    ['suite digest', tallyManifest(tallySuite(11, { goal: 'another' }), tallyPlan(suite), ports)],
    ['agent', { ...begun, agent: { ...begun.agent, name: 'other' } }],
  ])('is refused with another %s, which is named', (what, asked) => {
    expect(() => refuseOtherRun(begun, asked)).toThrowError(
      expect.objectContaining({ code: 'RUNNER_RESUME_DIFFERS', message: expect.stringContaining(what) }),
    );
  });
});
