import { type Json, SeatrialError } from '#base';
import type { RunManifest } from '#schema';
import { experimentDifferences } from './refuse-other-run.ts';
import type { Shard } from './shard.ts';

/**
 * The manifest of the run that several shards are together: the scenarios of all, everything else as each of them has it.
 *
 * @param shards manifests of sealed runs, in any order
 * @throws RUNNER_NOT_A_SHARD for a run that is none; RUNNER_SHARDS_DIFFER when they are not parts of one experiment; RUNNER_SHARDS_INCOMPLETE when one is
 * missing or there twice, because the denominator must be the whole suite
 */
export function mergedManifest(
  shards: readonly RunManifest[],
  { id, name, createdAt }: Pick<RunManifest, 'id' | 'name' | 'createdAt'>,
): RunManifest {
  const [first] = shards;
  if (first === undefined) throw incomplete('at least one shard', 'none');
  refuseDifferent(first, shards);
  refuseIncomplete(shards.map((manifest) => [manifest.id, shardOfRun(manifest)]));
  return {
    ...first,
    id,
    name,
    createdAt,
    recordedAt: shards.map(({ recordedAt }) => recordedAt).sort()[0] ?? null,
    suite: { ...first.suite, scenarios: shards.flatMap(({ suite }) => suite.scenarios).sort(byId) },
    harness: { ...first.harness, settings: withoutShard(first) },
    remarks: [
      {
        code: 'merged-shards',
        message: `made of ${shards.length} shards: ${shards.map((one) => one.id).join(', ')}`,
        count: shards.length,
      },
      ...first.remarks,
    ],
  };
}

function refuseDifferent(first: RunManifest, shards: readonly RunManifest[]): void {
  for (const other of shards.slice(1)) {
    const words = experimentDifferences(first, other);
    if (words.length > 0)
      throw new SeatrialError('RUNNER_SHARDS_DIFFER', {
        message: `expected parts of one run, got ${first.id} and ${other.id} with other values: ${words.join('; ')}`,
        hint: 'merge shards of the same command only; compare different runs with seatrial compare',
      });
  }
}

function refuseIncomplete(shards: readonly (readonly [id: string, shard: Shard])[]): void {
  const of = shards[0]?.[1].of ?? 0;
  const numbers = shards.map(([, { number }]) => number).sort((a, b) => a - b);
  const whole = Array.from({ length: of }, (_, at) => at + 1);
  if (shards.some(([, shard]) => shard.of !== of) || numbers.join() !== whole.join())
    throw incomplete(
      `each of ${of} shards once`,
      shards.map(([id, shard]) => `${shard.number}/${shard.of} (${id})`).join(', '),
    );
}

function incomplete(expected: string, found: string): SeatrialError {
  return new SeatrialError('RUNNER_SHARDS_INCOMPLETE', {
    message: `expected ${expected}, got ${found}`,
    hint: 'play the missing shard, or leave the double one out: figures are about the whole suite',
  });
}

function shardOfRun({ id, harness }: RunManifest): Shard {
  const shard = membersOf(harness.settings)['shard'];
  const { number, of } = membersOf(shard ?? null);
  if (typeof number === 'number' && typeof of === 'number') return { number, of };
  throw new SeatrialError('RUNNER_NOT_A_SHARD', {
    message: `expected runs made with --shard, got ${id}, which is a whole run`,
    hint: 'merge only puts shards of one run together',
  });
}

function withoutShard({ harness }: RunManifest): Json {
  const { shard: _, ...settings } = membersOf(harness.settings);
  return settings;
}

function membersOf(value: Json): { readonly [key: string]: Json | undefined } {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as { readonly [key: string]: Json | undefined }) : {};
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
