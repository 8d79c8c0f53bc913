import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestBytes } from '#base';
import { isPackDirectory, lookUpPack, packDigests, packDirectory, packLine } from './blob-pack-format.ts';
import { gzipFrame } from './gzip-frame.ts';
import { createRun, openForAppend, openRun, type RunWriter, verifyRun } from './index.ts';
import { sampleAttempt, sampleManifest } from './testing/sample-run.ts';
import { type WalkedEntry, walkPack } from './walk-pack.ts';

let folder = '';
let run = '';
let pack = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
  run = join(folder, 'run');
  pack = join(run, 'blobs.pack');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function startedRun(): Promise<RunWriter> {
  const writer = await createRun(run, sampleManifest());
  for (const index of [0, 1, 2]) await writer.append(sampleAttempt('refund', index));
  return writer;
}

/** A run whose process was stopped after three attempts. */
async function abandonedRun(): Promise<void> {
  await (await startedRun()).close();
}

async function expectWords(trials: number): Promise<void> {
  await using reader = await openRun(run);
  const read = await reader.readTrials();
  expect(read).toHaveLength(trials);
  for (const trial of read)
    expect(await reader.readTrajectory(trial)).toEqual(sampleAttempt('refund', trial.index).trajectory);
  expect(await verifyRun(run)).toMatchObject({ intact: true, findings: [] });
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function walked(bytes: Buffer, size = 1000): Promise<WalkedEntry[]> {
  const entries: WalkedEntry[] = [];
  for await (const entry of walkPack(cut(bytes, size))) entries.push(entry);
  return entries;
}

describe('the pack of a live run', () => {
  it('holds each blob as a gzip file whose content has the digest of its line', async () => {
    await (await startedRun()).seal();
    const bytes = await readFile(pack);
    const entries = await walked(bytes);
    expect(entries).toHaveLength(7);
    for (const { hex, end, length, whole } of entries) {
      expect(whole).toBe(true);
      expect(digestBytes(gunzipSync(bytes.subarray(end - length, end)))).toBe(`sha256:${hex}`);
    }
  });

  it('is read while it grows', async () => {
    await using writer = await createRun(run, sampleManifest());
    await writer.append(sampleAttempt('refund', 0));
    await using reader = await openRun(run);
    const [first] = await reader.readTrials();
    expect(await reader.readTrajectory(first!)).toEqual(sampleAttempt('refund', 0).trajectory);
    await writer.append(sampleAttempt('refund', 1));
    const [, second] = await reader.readTrials();
    expect(await reader.readTrajectory(second!)).toEqual(sampleAttempt('refund', 1).trajectory);
  });

  it('loses what a crash left after the last whole blob when the run is opened again', async () => {
    await abandonedRun();
    const sound = (await readFile(pack)).length;
    for (const tail of ['a', `${'a'.repeat(64)} 500 1\nhalf`, `${'a'.repeat(64)} 4 1\nfour`, '\0'.repeat(5000)]) {
      await appendFile(pack, tail);
      await expectWords(3);
      await (await openForAppend(run)).close();
      expect((await readFile(pack)).length).toBe(sound);
    }
    const writer = await openForAppend(run);
    await writer.append(sampleAttempt('refund', 3));
    await writer.seal();
    await expectWords(4);
  });

  it('may hold a blob whose line a crash cut off, sealed too', async () => {
    await abandonedRun();
    const file = await gzipFrame(Buffer.from('nobody was told of this'));
    await appendFile(pack, Buffer.concat([packLine('ab'.repeat(32), file), file]));
    const writer = await openForAppend(run);
    await writer.append(sampleAttempt('refund', 3));
    await writer.seal();
    await expectWords(4);
  });

  it('gets its directory anew when a crash came between directory and seal', async () => {
    await (await startedRun()).seal();
    for (const file of ['manifest.json', 'journal.index']) await rm(join(run, file));
    await expectWords(3);
    await (await openForAppend(run)).seal();
    await expectWords(3);
  });

  it('is not cut where lines refer to what it has lost', async () => {
    await abandonedRun();
    const bytes = await readFile(pack);
    await truncate(pack, bytes.length - 10);
    await expect(openForAppend(run)).rejects.toMatchObject({ code: 'STORE_BLOB_MISSING' });
    expect((await readFile(pack)).length).toBe(bytes.length - 10);
    await rm(pack);
    await mkdir(pack);
    await expect(openForAppend(run)).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
  });

  it('is walked past a damaged blob, and without its directory', async () => {
    await (await startedRun()).seal();
    const bytes = await readFile(pack);
    const [first, second] = await walked(bytes);
    bytes[first!.end - 12] = (bytes[first!.end - 12] ?? 0) ^ 1;
    await writeFile(pack, bytes);
    expect((await verifyRun(run)).findings).toContainEqual({
      severity: 'damage',
      code: 'STORE_PACK_DAMAGED',
      file: 'run/blobs.pack',
      line: null,
      byte: 0,
      expected: 'a blob with a fitting checksum',
      found: 'a damaged one',
    });
    expect((await walked(bytes))[1]).toEqual(second);
    await truncate(pack, bytes.length - 1);
    await using reader = await openRun(run);
    const last = (await reader.readTrials()).at(-1)!;
    expect(await reader.readTrajectory(last)).toEqual(sampleAttempt('refund', 2).trajectory);
  });
});

describe('walking a pack', () => {
  it('finds the same blobs however its bytes are cut into chunks', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 60 })),
        fc.integer({ min: 1, max: 40 }),
        async (contents, size) => {
          const files = contents.map((content) => Buffer.from(content));
          const lines = files.map((file, at) => packLine(at.toString(16).padStart(64, '0'), file));
          const bytes = Buffer.concat(files.flatMap((file, at) => [lines[at]!, file]));
          const found = await walked(bytes, size);
          expect(found.map(({ end, length }) => bytes.subarray(end - length, end))).toEqual(files);
          expect(found.every(({ whole }) => whole)).toBe(true);
        },
      ),
      { numRuns: 50 },
    ));
});

describe('the directory of a pack', () => {
  const digests = fc.uniqueArray(
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  );

  it('finds every blob it names, and no other', () =>
    fc.assert(
      fc.property(digests, fc.nat(2 ** 47), (all, offset) => {
        const [other, ...named] = ['0'.repeat(64), ...all.filter((hex) => !/^0+$/.test(hex))];
        const entries = named.map((hex, at) => ({ hex, offset: offset + at, length: at }));
        const directory = packDirectory(entries);
        expect(isPackDirectory(directory)).toBe(true);
        expect(packDigests(directory)).toEqual(named.toSorted());
        for (const entry of entries) expect(lookUpPack(directory, entry.hex)).toEqual(entry);
        expect(lookUpPack(directory, other ?? '')).toBeNull();
      }),
    ));

  it('is none when any bit of it is another', () => {
    const directory = packDirectory([{ hex: 'ab'.repeat(32), offset: 7, length: 9 }]);
    for (let at = 0; at < directory.length; at++) {
      const flipped = Buffer.from(directory);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      expect(isPackDirectory(flipped), `byte ${at}`).toBe(false);
    }
  });
});
