import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRun, openRun, packRun, type RunReader, verifyRun } from './index.ts';
import { asBlobFiles } from './testing/as-blob-files.ts';
import { sampleAttempt, sampleManifest } from './testing/sample-run.ts';
import { encodeZipDirectory, encodeZipLocalHeader } from './zip/encode-zip-directory.ts';
import type { ZipEntry } from './zip/zip-entry.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

let folder = '';
let run = '';
let zip = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
  run = join(folder, 'run');
  zip = join(folder, 'run.zip');
  const writer = await createRun(run, sampleManifest());
  for (let index = 0; index < 30; index++) await writer.append(sampleAttempt('refund', index));
  await writer.seal();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function contentOf(reader: RunReader): Promise<unknown> {
  const trials = await reader.readTrials();
  const words = await Promise.all(
    trials.map(async (trial) => [await reader.readTrajectory(trial), await reader.readRaw(trial)]),
  );
  return { manifest: reader.manifest, seal: reader.seal, trials, words, one: await reader.readTrial('refund', 17) };
}

async function filesOf(directory: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(directory.length + 1), await readFile(path));
  }
  return files;
}

/** Makes a ZIP the way another tool would: each file deflated anew, or stored. */
function foreignZip(files: ReadonlyMap<string, Buffer>, deflated: boolean): Buffer {
  const parts: Buffer[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const body = deflated ? deflateRawSync(content) : content;
    const entry = {
      name,
      flags: 0,
      method: deflated ? 8 : 0,
      crc: crc32(content),
      storedBytes: body.length,
      bytes: content.length,
      offset,
    };
    const header = encodeZipLocalHeader(entry, false);
    parts.push(header, body);
    entries.push(entry);
    offset += header.length + body.length;
  }
  return Buffer.concat([...parts, encodeZipDirectory(entries, offset)]);
}

describe('packRun', () => {
  it('makes a ZIP that reads like the folder', async () => {
    expect(await packRun(run, zip)).toMatchObject({ file: zip, blobs: 61, bytes: (await readFile(zip)).length });
    await using folderReader = await openRun(run);
    await using zipReader = await openRun(zip);
    expect(await contentOf(zipReader)).toEqual(await contentOf(folderReader));
    expect(await verifyRun(zip)).toMatchObject({ intact: true, attempts: 30, blobs: 61, findings: [] });
  });

  it('gives equal bytes each time, also when it packs a ZIP again', async () => {
    await packRun(run, zip);
    const again = join(folder, 'again.zip');
    await packRun(run, again);
    expect((await readFile(again)).equals(await readFile(zip))).toBe(true);
    await packRun(zip, again);
    expect((await readFile(again)).equals(await readFile(zip))).toBe(true);
  });

  it('copies compressed blobs as they are', async () => {
    await asBlobFiles(run);
    await packRun(run, zip);
    const packed = await readFile(zip);
    for (const [name, file] of await filesOf(join(run, 'blobs')))
      expect(packed.includes(file.subarray(10, -8)), name).toBe(true);
  });

  it.skipIf(!hasPython)("is read by Python's zipfile, which checks every checksum (needs python3)", async () => {
    await packRun(run, zip);
    const script = `
import hashlib, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
names = archive.namelist()
for name in names:
    if '/blobs/' in name: assert hashlib.sha256(archive.read(name)).hexdigest() == name.split('/')[-1]
lines = archive.read('sample-run/journal.jsonl').decode().splitlines()
print(json.dumps([len(names), len(lines), json.loads(lines[1])['trial']['scenarioId']]))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script, zip], { encoding: 'utf8' });
    expect(stderr).toBe('');
    // 61 blobs, journal, index, spec, seal; a header line and 30 attempts
    expect(JSON.parse(stdout)).toEqual([65, 31, 'refund']);
  });

  it('can be unpacked by any tool: blobs come out uncompressed and are read all the same', async () => {
    await asBlobFiles(run);
    const unpacked = join(folder, 'unpacked');
    for (const [name, content] of await filesOf(run)) {
      const plain = join(unpacked, name.replace(/\.gz$/, ''));
      await mkdir(dirname(plain), { recursive: true });
      await writeFile(plain, name.endsWith('.gz') ? gunzipSync(content) : content);
    }
    expect(await contentOf(await openRun(unpacked))).toEqual(await contentOf(await openRun(run)));
    expect(await verifyRun(unpacked)).toMatchObject({ intact: true });
  });

  it('reads a folder that another tool zipped, deflated or stored, at the top or in one folder', async () => {
    const expected = await contentOf(await openRun(run));
    const packed = await filesOf(run);
    await asBlobFiles(run);
    const files = await filesOf(run);
    const nested = new Map([...files].map(([name, content]) => [`artifact/${name}`, content] as const));
    for (const [made, deflated] of [
      [packed, true],
      [packed, false],
      [files, true],
      [nested, true],
      [nested, false],
    ] as const) {
      await writeFile(zip, foreignZip(made, deflated));
      await using reader = await openRun(zip);
      expect(await contentOf(reader)).toEqual(expected);
      expect(await verifyRun(zip)).toMatchObject({ intact: true });
    }
  });

  it('packs an unfinished run with its torn tail', async () => {
    const unfinished = join(folder, 'unfinished');
    const writer = await createRun(unfinished, sampleManifest());
    await writer.append(sampleAttempt('refund', 0));
    await writer.close();
    await writeFile(join(unfinished, 'journal.jsonl'), '{"crc"', { flag: 'a' });
    await packRun(unfinished, zip);
    await using reader = await openRun(zip);
    expect(reader).toMatchObject({ sealed: false, tornBytes: 6 });
    expect(await reader.readTrials()).toHaveLength(1);
  });

  it('leaves no half ZIP when the run cannot be packed', async () => {
    await asBlobFiles(run);
    await writeFile(join(run, 'blobs', '00.txt'), '');
    const [blob] = [...(await filesOf(join(run, 'blobs'))).keys()].filter((name) => name.endsWith('.gz'));
    await writeFile(join(run, 'blobs', blob ?? ''), 'no gzip');
    await expect(packRun(run, zip)).rejects.toMatchObject({ code: 'STORE_BLOB_DAMAGED' });
    expect((await readdir(folder)).sort()).toEqual(['run']);
    await expect(packRun(join(folder, 'none'), zip)).rejects.toMatchObject({ code: 'STORE_RUN_NOT_FOUND' });
  });
});
