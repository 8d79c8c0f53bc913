import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunManifest } from '#schema';
import { type AttemptRecord, openForAppend, openRun, type RunReader, verifyRun } from './index.ts';
import { sampleAttempt } from './testing/sample-run.ts';

const golden = fileURLToPath(new URL('../../test/golden/runs/', import.meta.url));
const versions = (await readdir(golden)).filter((name) => /^v\d+$/.test(name));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The attempts of a run as they were given to its writer. */
async function attemptsOf(run: RunReader): Promise<AttemptRecord[]> {
  const trials = await run.readTrials();
  return Promise.all(
    trials.map(async (trial) => ({
      trial: { ...trial, trajectory: null, raw: null },
      trajectory: await run.readTrajectory(trial),
      raw: await run.readRaw(trial),
    })),
  );
}

async function expectedOf(version: string): Promise<{ manifest: RunManifest; attempts: AttemptRecord[] }> {
  return JSON.parse(await readFile(join(golden, version, 'expected.json'), 'utf8'), withLaterFields);
}

/** Fields that came after format 1 was first written read as unknown in older runs. */
function withLaterFields(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (key === 'usage') return { totalTokens: null, ...value };
  if (key === 'trial') return { confusions: [], userReport: null, ...value };
  return 'plannedTrials' in value ? { goal: null, plannedTurns: null, twin: null, ...value } : value;
}

it('has a golden run of at least the first format', () => {
  expect(versions).toContain('v1');
});

// expected.json holds what was given to the version that wrote the runs
describe.each(versions)('a run of format %s', (version) => {
  // `packed` runs keep the blobs of a live run in one file; the others, written before, a file each
  it.each(['sealed', 'sealed.zip', 'packed', 'packed.zip'])('%s holds what was written', async (name) => {
    const { manifest, attempts } = await expectedOf(version);
    await using run = await openRun(join(golden, version, name));
    expect(run.manifest).toEqual(manifest);
    expect(await attemptsOf(run)).toEqual(attempts);
    expect(await run.readTrial('refund', 1)).toMatchObject({ attempt: 1, outcome: 'fail' });
    expect(await verifyRun(join(golden, version, name))).toMatchObject({ intact: true, sealed: true, findings: [] });
  });

  it.each(['torn', 'packed-torn'])(
    '%s, never finished, holds what was acknowledged, reports its torn tail, and can be gone on with',
    async (name) => {
      const { attempts } = await expectedOf(version);
      const copy = join(folder, 'torn');
      await cp(join(golden, version, name), copy, { recursive: true });
      await using run = await openRun(copy);
      expect(run).toMatchObject({ sealed: false, tornBytes: 42 });
      expect(await attemptsOf(run)).toEqual(attempts.slice(0, 3));
      const writer = await openForAppend(copy);
      expect(writer.recovered).toEqual({ attempts: 3, tornBytes: 42 });
      await writer.append(sampleAttempt('never tried', 0));
      expect((await writer.seal()).counts).toMatchObject({ attempts: 4, trials: 3, missing: 3 });
    },
  );
});
