import { deriveSeed, SeatrialError } from '#base';
import type { PlayedScenario } from '#schema';

/** One of several equal parts of a run, played apart. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/**
 * The scenarios of one shard: whole scenarios, so that every shard is a run of its own with nothing missing. Scenarios are dealt out in a random
 * order that the seed fixes, so shards differ in size by one scenario at most and each is a random part of the suite.
 *
 * @throws RUNNER_BAD_SHARD when there are fewer scenarios than shards
 */
export function shardOf(scenarios: readonly PlayedScenario[], shard: Shard, seed: number): PlayedScenario[] {
  if (scenarios.length < shard.of)
    throw new SeatrialError('RUNNER_BAD_SHARD', {
      message: `expected at most as many shards as scenarios (${scenarios.length}), got ${shard.of}`,
      hint: 'split into fewer shards',
    });
  const rank = (id: string): number => deriveSeed(seed, 'shard', id);
  const dealt = [...scenarios].sort((a, b) => rank(a.id) - rank(b.id) || (a.id < b.id ? -1 : 1));
  const own = new Set(dealt.filter((_, at) => at % shard.of === shard.number - 1).map(({ id }) => id));
  return scenarios.filter(({ id }) => own.has(id));
}
