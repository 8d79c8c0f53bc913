import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRun, openForAppend, openRun, verifyRun } from './index.ts';
import { sampleAttempt, sampleManifest } from './testing/sample-run.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A run whose process was stopped after three attempts: nothing was closed or sealed. */
async function abandonedRun(): Promise<{ run: string; blobs: string[] }> {
  const run = join(folder, 'run');
  const writer = await createRun(run, sampleManifest());
  for (const index of [0, 1, 2]) await writer.append(sampleAttempt('refund', index));
  const spool = await readFile(join(run, 'wip/spool'));
  await writer.close();
  await writeFile(join(run, 'wip/spool'), spool);
  const names = await readdir(join(run, 'blobs'), { recursive: true });
  return { run, blobs: names.filter((name) => name.endsWith('.gz')).map((name) => join(run, 'blobs', name)) };
}

/** What was acknowledged is there after the run is opened again. */
async function expectWhole(run: string): Promise<void> {
  await (await openForAppend(run)).close();
  await using reader = await openRun(run);
  const trials = await reader.readTrials();
  expect(trials).toHaveLength(3);
  for (const trial of trials)
    expect(await reader.readTrajectory(trial)).toEqual(sampleAttempt('refund', trial.index).trajectory);
  expect((await verifyRun(run)).intact).toBe(true);
}

describe('a run after a power cut', () => {
  it('has its blobs again, though the file system kept none of them', async () => {
    const { run } = await abandonedRun();
    await rm(join(run, 'blobs'), { recursive: true });
    await expectWhole(run);
  });

  it('has them again where files were cut off or came back empty', async () => {
    const { run, blobs } = await abandonedRun();
    expect(blobs.length).toBeGreaterThanOrEqual(3);
    for (const [at, path] of blobs.entries()) await truncate(path, at % 2 === 0 ? 0 : 20);
    await expectWhole(run);
  });

  it('passes over a half-written entry at the end of the spool, which nobody was told of', async () => {
    const { run } = await abandonedRun();
    const spool = await readFile(join(run, 'wip/spool'));
    await writeFile(join(run, 'wip/spool'), Buffer.concat([spool, Buffer.from(`${'a'.repeat(64)} 500 1\nhalf`)]));
    await expectWhole(run);
    expect((await readdir(join(run, 'blobs'))).includes('aa')).toBe(false);
  });

  it('needs the spool no more once it is opened again or sealed', async () => {
    const { run } = await abandonedRun();
    const writer = await openForAppend(run);
    expect((await readFile(join(run, 'wip/spool'))).length).toBe(0);
    await writer.seal();
    expect(await readdir(run)).not.toContain('wip');
    expect(await verifyRun(run)).toMatchObject({ intact: true, sealed: true });
  });
});
