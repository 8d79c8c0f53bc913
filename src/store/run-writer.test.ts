import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRun, openForAppend, openRun } from './index.ts';
import { sampleAttempt, sampleManifest, sampleTrial } from './testing/sample-run.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('createRun', () => {
  it('gives back what was appended, in the order of the journal, before and after sealing', async () => {
    const run = join(folder, 'run');
    const writer = await createRun(run, sampleManifest());
    const attempts = [
      sampleAttempt('refund', 0),
      sampleAttempt('refund', 1, { outcome: 'fail' }),
      sampleAttempt('rebook', 0),
    ];
    for (const attempt of attempts) await writer.append(attempt);

    const check = async (): Promise<void> => {
      const reader = await openRun(run);
      const trials = await reader.readTrials();
      expect(trials.map((trial) => ({ ...trial, trajectory: null, raw: null }))).toEqual(
        attempts.map(({ trial }) => trial),
      );
      for (const [at, trial] of trials.entries()) {
        expect(await reader.readTrajectory(trial)).toEqual(attempts[at]?.trajectory);
        expect(await reader.readRaw(trial)).toEqual(attempts[at]?.raw);
      }
      expect(await reader.record()).toEqual({ manifest: sampleManifest(), trials });
    };
    await check();
    await writer.seal();
    await check();
  });

  it('counts planned, made, lost and missing trials in the seal', async () => {
    const writer = await createRun(join(folder, 'run'), sampleManifest(['a', 'b', 'c']));
    const loss = { owner: 'infrastructure', code: 'timeout', message: null } as const;
    await writer.append(sampleAttempt('a', 0, { outcome: 'lost', loss }));
    await writer.append(sampleAttempt('a', 0, { attempt: 1, outcome: 'fail' }));
    await writer.append(sampleAttempt('a', 0, { attempt: 2 }));
    await writer.append(sampleAttempt('b', 1));
    await writer.append(sampleAttempt('b', 0, { outcome: 'lost', loss }));
    // By hand: 3 scenarios x 2; a/0 counts as its second attempt (the first that is not lost); a/1, c/0, c/1 were never made
    expect((await writer.seal()).counts).toEqual({
      scenarios: 3,
      planned: 6,
      attempts: 5,
      trials: 3,
      passed: 1,
      failed: 1,
      lost: 1,
      missing: 3,
    });
  });

  it('keeps two hundred attempts that are appended at once', async () => {
    const run = join(folder, 'run');
    const writer = await createRun(run, sampleManifest());
    await Promise.all(Array.from({ length: 200 }, (_, index) => writer.append(sampleAttempt('refund', index))));
    await writer.seal();
    const reader = await openRun(run);
    const trials = await reader.readTrials();
    expect(trials.map((trial) => trial.index).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    const trial = await reader.readTrial('refund', 137);
    expect(trial).toEqual(trials.find(({ index }) => index === 137));
    expect(await reader.readTrajectory(trial ?? sampleTrial('none', 0))).toEqual(
      sampleAttempt('refund', 137).trajectory,
    );
  });

  it('stores a text that attempts share once, apart from its first carrier', async () => {
    const run = join(folder, 'run');
    const writer = await createRun(run, sampleManifest());
    for (let index = 0; index < 10; index++) await writer.append(sampleAttempt('refund', index));
    const seal = await writer.seal();
    // 10 trajectories, 10 raw records, 1 policy
    expect(seal.blobs.count).toBe(21);
  });

  it('leaves nothing but the files of the format in a sealed run', async () => {
    const run = join(folder, 'run');
    await using writer = await createRun(run, sampleManifest());
    await writer.append({ trial: sampleTrial('refund', 0), trajectory: null, raw: null });
    await writer.seal();
    expect((await readdir(run)).sort()).toEqual(['journal.index', 'journal.jsonl', 'manifest.json', 'spec.json']);
  });

  it('refuses a folder with files, and a manifest that is none', async () => {
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await expect(createRun(folder, sampleManifest())).rejects.toMatchObject({ code: 'STORE_RUN_EXISTS' });
    const manifest = { ...sampleManifest(), id: 'No Such Id' };
    await expect(createRun(join(folder, 'run'), manifest)).rejects.toMatchObject({ code: 'STORE_BAD_SPEC' });
  });

  it('refuses an attempt twice, content that is no trial, and numbers that JSON cannot hold', async () => {
    await using writer = await createRun(join(folder, 'run'), sampleManifest());
    await writer.append(sampleAttempt('refund', 0));
    const refused = (attempt: Parameters<typeof writer.append>[0], code: string) =>
      expect(writer.append(attempt)).rejects.toMatchObject({ code });
    await refused(sampleAttempt('refund', 0), 'STORE_DUPLICATE_ATTEMPT');
    await refused(sampleAttempt('refund', 1, { durationMs: -1 }), 'STORE_BAD_TRIAL');
    await refused({ ...sampleAttempt('refund', 1), raw: { score: Number.NaN } }, 'STORE_NOT_JSON');
    await writer.append(sampleAttempt('refund', 1));
  });

  it('takes nothing after it was sealed or closed', async () => {
    const writer = await createRun(join(folder, 'run'), sampleManifest());
    await writer.seal();
    await expect(writer.append(sampleAttempt('refund', 0))).rejects.toMatchObject({ code: 'STORE_WRITER_CLOSED' });
    await expect(writer.seal()).rejects.toMatchObject({ code: 'STORE_WRITER_CLOSED' });
    await expect(openForAppend(join(folder, 'run'))).rejects.toMatchObject({ code: 'STORE_RUN_SEALED' });
  });
});

describe('openForAppend', () => {
  it('goes on where a closed run stopped, and knows what it holds', async () => {
    const run = join(folder, 'run');
    const first = await createRun(run, sampleManifest());
    await first.append(sampleAttempt('refund', 0));
    await first.append(sampleAttempt('refund', 1));
    await first.close();
    const second = await openForAppend(run);
    expect(second.recovered).toEqual({ attempts: 2, tornBytes: 0 });
    expect(second.has({ scenarioId: 'refund', index: 1, attempt: 0 })).toBe(true);
    expect(second.has({ scenarioId: 'refund', index: 1, attempt: 1 })).toBe(false);
    await expect(second.append(sampleAttempt('refund', 1))).rejects.toMatchObject({ code: 'STORE_DUPLICATE_ATTEMPT' });
    await second.append(sampleAttempt('rebook', 0));
    const seal = await second.seal();
    expect(seal.counts).toMatchObject({ attempts: 3, missing: 1 });
    expect(seal.blobs.count).toBe(7);
  });

  it('refuses a run that a living process writes, and takes over the lock of a dead one', async () => {
    const run = join(folder, 'run');
    const writer = await createRun(run, sampleManifest());
    await expect(openForAppend(run)).rejects.toMatchObject({ code: 'STORE_RUN_BUSY' });
    const lock = await readFile(join(run, 'writer.lock'), 'utf8');
    await writer.close();
    // larger than any process number there is
    await writeFile(join(run, 'writer.lock'), lock.replace(/\d+\n$/, '2147483646\n'));
    await (await openForAppend(run)).close();
  });

  it('refuses a folder that holds no run', async () => {
    await expect(openForAppend(folder)).rejects.toMatchObject({ code: 'STORE_NOT_A_RUN' });
    await expect(openRun(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'STORE_RUN_NOT_FOUND' });
  });
});
