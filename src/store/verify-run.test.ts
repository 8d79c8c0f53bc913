import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRun, openRun, packRun, verifyRun } from './index.ts';
import { asBlobFiles } from './testing/as-blob-files.ts';
import { sampleAttempt, sampleManifest } from './testing/sample-run.ts';

let folder = '';
let run = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
  run = join(folder, 'run');
  const writer = await createRun(run, sampleManifest());
  await writer.append(sampleAttempt('refund', 0));
  await writer.append(sampleAttempt('refund', 1));
  await writer.seal();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function flip(file: string, at: number): Promise<void> {
  const content = await readFile(file);
  content[at] = (content[at] ?? 0) ^ 1;
  await writeFile(file, content);
}

describe('verifyRun', () => {
  it('finds nothing in a run as it was written, in its folder and in its ZIP', async () => {
    const zip = join(folder, 'run.zip');
    await packRun(run, zip);
    for (const path of [run, zip])
      expect(await verifyRun(path)).toMatchObject({
        intact: true,
        sealed: true,
        attempts: 2,
        blobs: 5,
        tornBytes: 0,
        findings: [],
      });
  });

  it('finds flipped bits all over every file', async () => {
    for (const file of await filesOf(run)) {
      const content = await readFile(file);
      const edge = (at: number): boolean => at < 12 || at >= content.length - 9;
      for (let at = 0; at < content.length; at += edge(at) ? 1 : 97) {
        await flip(file, at);
        const { intact, findings } = await verifyRun(run);
        expect(intact, `${file} at ${at}`).toBe(false);
        expect(findings[0]?.file.startsWith('run/')).toBe(true);
        await writeFile(file, content);
      }
    }
    expect((await verifyRun(run)).findings).toEqual([]);
  }, 30_000);

  it('finds a file cut short, and a file with bytes added', async () => {
    for (const file of await filesOf(run)) {
      const content = await readFile(file);
      for (const changed of [
        content.subarray(0, -1),
        content.subarray(0, 5),
        Buffer.alloc(0),
        Buffer.concat([content, Buffer.from('\n')]),
      ]) {
        await writeFile(file, changed);
        expect((await verifyRun(run)).intact, file).toBe(false);
      }
      await writeFile(file, content);
    }
  });

  it('finds each missing file', async () => {
    for (const file of await filesOf(run)) {
      if (file.endsWith('manifest.json')) continue;
      const content = await readFile(file);
      await rm(file);
      const { intact, findings } = await verifyRun(run);
      expect(intact, file).toBe(false);
      const name = file.endsWith('.pack') ? 'blobs/' : (file.split('/').at(-1) ?? '');
      expect(findings.map((finding) => finding.file).join()).toContain(name);
      await writeFile(file, content);
    }
  });

  it('names file, line, byte, expected and found', async () => {
    const journal = join(run, 'journal.jsonl');
    const text = await readFile(journal, 'utf8');
    const secondLine = text.indexOf('\n') + 1;
    await flip(journal, secondLine + 100);
    const { findings } = await verifyRun(run);
    expect(findings).toContainEqual({
      severity: 'damage',
      code: 'STORE_JOURNAL_DAMAGED',
      file: 'run/journal.jsonl',
      line: 2,
      byte: secondLine,
      expected: 'a whole line with a fitting checksum',
      found: 'a damaged one',
    });
  });

  it('finds blobs that nothing refers to, and notes files of other kinds', async () => {
    const stranger = join(run, 'blobs', 'ab', `${'ab'.repeat(32)}.gz`);
    await mkdir(dirname(stranger), { recursive: true });
    await writeFile(stranger, '');
    expect((await verifyRun(run)).findings.map(({ code }) => code)).toEqual(['STORE_BLOB_UNREFERENCED']);
    await rm(stranger);
    await writeFile(join(run, 'notes.txt'), 'mine');
    expect(await verifyRun(run)).toMatchObject({
      intact: true,
      findings: [{ severity: 'note', code: 'STORE_UNKNOWN_FILE' }],
    });
  });

  it('does not follow links inside a run', async () => {
    const outside = join(folder, 'outside');
    const pack = join(run, 'blobs.pack');
    await rename(pack, outside);
    await symlink(outside, pack);
    expect((await verifyRun(run)).findings.map(({ code }) => code)).toContain('STORE_BLOB_MISSING');
    await rm(pack);
    await rename(outside, pack);
    await asBlobFiles(run);
    const [blob = ''] = (await filesOf(run)).filter((file) => file.endsWith('.gz'));
    await rename(blob, outside);
    await symlink(outside, blob);
    expect((await verifyRun(run)).findings.map(({ code }) => code)).toContain('STORE_BLOB_MISSING');
  });

  it('calls the tail of an unsealed run torn, not damaged', async () => {
    const unsealed = join(folder, 'unsealed');
    const writer = await createRun(unsealed, sampleManifest());
    await writer.append(sampleAttempt('refund', 0));
    await writer.append(sampleAttempt('refund', 1));
    await writer.close();
    const journal = join(unsealed, 'journal.jsonl');
    await truncate(journal, (await readFile(journal)).length - 10);
    const verification = await verifyRun(unsealed);
    expect(verification).toMatchObject({ intact: true, sealed: false, attempts: 1 });
    expect(verification.findings.map(({ code }) => code)).toContain('STORE_TORN_TAIL');
    expect((await openRun(unsealed)).tornBytes).toBe(verification.tornBytes);
  });

  it('says that there is nothing to verify', async () => {
    await expect(verifyRun(join(folder, 'none'))).rejects.toMatchObject({ code: 'STORE_RUN_NOT_FOUND' });
    await expect(verifyRun(folder)).rejects.toMatchObject({ code: 'STORE_NOT_A_RUN' });
  });
});
