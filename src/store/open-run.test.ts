import { appendFile, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trial } from '#schema';
import { createRun, openForAppend, openRun, type RunReader } from './index.ts';
import { encodeJournalLine } from './journal-line.ts';
import { asBlobFiles } from './testing/as-blob-files.ts';
import { sampleAttempt, sampleManifest, samplePolicy, sampleTrial } from './testing/sample-run.ts';

let folder = '';
let run = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
  run = join(folder, 'run');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeRun(trials: readonly Partial<Trial>[], seal = true): Promise<void> {
  const writer = await createRun(run, sampleManifest());
  for (const [index, trial] of trials.entries()) await writer.append(sampleAttempt('refund', index, trial));
  if (seal) await writer.seal();
  else await writer.close();
}

async function streamed(reader: RunReader): Promise<Trial[]> {
  const trials: Trial[] = [];
  for await (const trial of reader.trials()) trials.push(trial);
  return trials;
}

describe('openRun', () => {
  it('reads the attempt that counts when none is named: the first that is not lost', async () => {
    const loss = { owner: 'infrastructure', code: 'timeout', message: null } as const;
    await writeRun([
      { index: 0, attempt: 2 },
      { index: 0, attempt: 0, outcome: 'lost', loss },
      { index: 0, attempt: 1, outcome: 'fail' },
      { index: 1, attempt: 1, outcome: 'lost', loss },
      { index: 1, attempt: 0, outcome: 'lost', loss },
    ]);
    const reader = await openRun(run);
    expect(await reader.readTrial('refund', 0)).toMatchObject({ attempt: 1, outcome: 'fail' });
    expect(await reader.readTrial('refund', 1)).toMatchObject({ attempt: 0, outcome: 'lost' });
    expect(await reader.readTrial('refund', 0, 2)).toMatchObject({ attempt: 2, outcome: 'pass' });
    expect(await reader.readTrial('refund', 0, 3)).toBeNull();
    expect(await reader.readTrial('refund', 2)).toBeNull();
    expect(await reader.readTrial('nobody', 0)).toBeNull();
  });

  it('gives the same trials as a stream', async () => {
    await writeRun([{}, {}, {}]);
    const reader = await openRun(run);
    expect(await streamed(reader)).toEqual(await reader.readTrials());
  });

  it('finds trials without the index, and with the index of another run', async () => {
    await writeRun([{}, {}, {}]);
    const index = join(run, 'journal.index');
    const content = await readFile(index);
    for (const other of [Buffer.alloc(content.length), content.subarray(0, 30)]) {
      await writeFile(index, other);
      expect(await (await openRun(run)).readTrial('refund', 2)).toMatchObject({ index: 2 });
    }
    await rm(index);
    expect(await (await openRun(run)).readTrial('refund', 2)).toMatchObject({ index: 2 });
  });

  it('reads a run that is still being written, and one whose writer stopped before its first line', async () => {
    const writer = await createRun(run, sampleManifest());
    expect(await (await openRun(run)).readTrials()).toEqual([]);
    await writer.append(sampleAttempt('refund', 0));
    expect(await openRun(run)).toMatchObject({ sealed: false, seal: null, tornBytes: 0 });
    expect(await (await openRun(run)).readTrial('refund', 0)).toMatchObject({ index: 0 });
    await writer.close();
    await rm(join(run, 'journal.jsonl'));
    expect(await (await openRun(run)).readTrials()).toEqual([]);
  });

  it('keeps null apart from content: no trajectory, no raw record, a raw record that is null-like', async () => {
    const writer = await createRun(run, sampleManifest());
    await writer.append({ trial: sampleTrial('refund', 0), trajectory: null, raw: null });
    for (const [at, raw] of [0, '', false, [], {}, samplePolicy, samplePolicy].entries())
      await writer.append({ trial: sampleTrial('refund', at + 1), trajectory: null, raw });
    const reader = await openRun(run);
    const raws = [];
    for (const trial of await reader.readTrials()) raws.push(await reader.readRaw(trial));
    expect(raws).toEqual([null, 0, '', false, [], {}, samplePolicy, samplePolicy]);
    expect(await reader.readTrajectory(sampleTrial('refund', 0))).toBeNull();
    await writer.close();
  });

  it('refuses a sealed run whose journal or spec is not the sealed one', async () => {
    await writeRun([{}, {}]);
    const journal = await readFile(join(run, 'journal.jsonl'));
    await appendFile(join(run, 'journal.jsonl'), 'x');
    await expect(openRun(run)).rejects.toMatchObject({ code: 'STORE_JOURNAL_DAMAGED' });
    const flipped = Buffer.from(journal);
    flipped[journal.length - 30] = (flipped[journal.length - 30] ?? 0) ^ 4;
    await writeFile(join(run, 'journal.jsonl'), flipped);
    const reader = await openRun(run);
    await expect(reader.readTrials()).rejects.toMatchObject({ code: 'STORE_JOURNAL_DAMAGED' });
    await expect(streamed(reader)).rejects.toMatchObject({ code: 'STORE_JOURNAL_DAMAGED' });
    await expect(reader.readTrial('refund', 1)).rejects.toMatchObject({ code: 'STORE_JOURNAL_DAMAGED' });
    await writeFile(join(run, 'journal.jsonl'), journal);
    await appendFile(join(run, 'spec.json'), ' ');
    await expect(openRun(run)).rejects.toMatchObject({ code: 'STORE_SPEC_DAMAGED' });
  });

  it('refuses damage in the middle of an unsealed journal instead of dropping what follows', async () => {
    await writeRun([{}, {}, {}], false);
    const journal = await readFile(join(run, 'journal.jsonl'));
    journal[200] = 0;
    await writeFile(join(run, 'journal.jsonl'), journal);
    const damaged = { code: 'STORE_JOURNAL_DAMAGED', where: { file: 'run/journal.jsonl', line: 2, byte: 42 } };
    await expect(openRun(run)).rejects.toMatchObject(damaged);
    await expect(openForAppend(run)).rejects.toMatchObject(damaged);
  });

  it('refuses lines that are whole but hold no trial, the same attempt twice, and bottomless nesting', async () => {
    await writeRun([{}], false);
    const journal = join(run, 'journal.jsonl');
    const good = await readFile(journal);
    const refused = async (trial: Trial, code: string): Promise<void> => {
      await writeFile(journal, Buffer.concat([good, encodeJournalLine({ trial, texts: [] })]));
      await expect(openRun(run)).rejects.toMatchObject({ code });
    };
    await refused({ ...sampleTrial('refund', 1), outcome: 'maybe' } as unknown as Trial, 'STORE_BAD_TRIAL');
    await refused(sampleTrial('refund', 0), 'STORE_DUPLICATE_ATTEMPT');
    let deep: Trial['extra'] = {};
    for (let level = 0; level < 300; level++) deep = { deeper: deep };
    await refused(sampleTrial('refund', 1, { extra: deep }), 'STORE_TOO_DEEP');
  });

  it('refuses a blob that is missing, swapped for another, or larger than promised', async () => {
    await writeRun([{}, {}]);
    await asBlobFiles(run);
    const reader = await openRun(run);
    const [first, second] = await reader.readTrials();
    if (!first?.trajectory || !second?.trajectory) throw new Error('expected two trajectories');
    const path = (digest: string): string => join(run, 'blobs', digest.slice(7, 9), `${digest.slice(7)}.gz`);
    await rename(path(second.trajectory.digest), path(first.trajectory.digest));
    await expect(reader.readTrajectory(first)).rejects.toMatchObject({ code: 'STORE_BLOB_DAMAGED' });
    await expect(reader.readTrajectory(second)).rejects.toMatchObject({ code: 'STORE_BLOB_MISSING' });
    const inflated = { ...first, raw: { digest: first.raw?.digest ?? '', bytes: 1 } };
    await expect(reader.readRaw(inflated)).rejects.toMatchObject({
      code: expect.stringMatching(/STORE_(BLOB_DAMAGED|TOO_LARGE)/),
    });
    const huge = { ...first, raw: { digest: first.raw?.digest ?? '', bytes: 2 ** 40 } };
    await expect(reader.readRaw(huge)).rejects.toMatchObject({ code: 'STORE_TOO_LARGE' });
    const path2 = { ...first, raw: { digest: '../../../etc/passwd', bytes: 10 } };
    await expect(reader.readRaw(path2)).rejects.toMatchObject({ code: 'STORE_BAD_DIGEST' });
  });

  it('refuses links in place of files, and runs of a later format', async () => {
    await writeRun([{}]);
    const seal = await readFile(join(run, 'manifest.json'), 'utf8');
    await writeFile(join(run, 'manifest.json'), seal.replace('"version":1}', '"version":2}'));
    await expect(openRun(run)).rejects.toMatchObject({ code: 'STORE_VERSION_UNSUPPORTED' });
    await writeFile(join(run, 'manifest.json'), seal);
    await rename(join(run, 'spec.json'), join(folder, 'spec.json'));
    await symlink(join(folder, 'spec.json'), join(run, 'spec.json'));
    await expect(openRun(run)).rejects.toMatchObject({ code: 'STORE_FILE_MISSING' });
  });
});
