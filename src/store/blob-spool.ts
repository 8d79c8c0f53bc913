import { type FileHandle, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Digest } from '#base';
import { syncDirectory, syncFile, writeDurably, writeFully } from './durable-file.ts';
import { nullIfAbsent } from './read-failure.ts';
import { blobName, runLayout } from './run-layout.ts';

/** A spool that has grown to this is emptied by flushing the blobs themselves. */
const fullBytes = 32 * 1024 * 1024;

/**
 * Makes many small blobs durable with one flush. Each blob is written under its name without a flush, and once more into this one file, which is
 * flushed; after a power cut {@link restoreFromSpool} writes again what the file system had not kept. Flushing every blob and the folder it lies in
 * would take two flushes a trial.
 */
export class BlobSpool {
  readonly #handle: FileHandle;
  #waiting: Buffer[] = [];
  #position = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @param work folder for half-written files; the spool lives in it and goes with it */
  static async open(work: string): Promise<BlobSpool> {
    return new BlobSpool(await open(join(work, spoolName), 'w'));
  }

  /** Takes a blob that stands under its name, as it is in its file. */
  add(digest: Digest, file: Buffer): void {
    this.#waiting.push(Buffer.from(`${digest.slice('sha256:'.length)} ${file.length} ${crc32(file)}\n`), file);
  }

  /** Makes everything added so far survive a power cut. Gives whether the spool is full. */
  async flush(): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    const content = Buffer.concat(this.#waiting.splice(0));
    await writeFully(this.#handle, content, this.#position);
    await this.#handle.datasync();
    this.#position += content.length;
    return this.#position > fullBytes;
  }

  /** Forgets what was flushed, because the blobs themselves have been. */
  async empty(): Promise<void> {
    await this.#handle.truncate(0);
    this.#position = 0;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/**
 * Writes again the blobs of a run's spool that are missing or cut off, and flushes the others, so that the spool may go. A half-written entry at its
 * end was acknowledged to nobody.
 */
export async function restoreFromSpool(directory: string): Promise<void> {
  const work = join(directory, runLayout.work);
  const spool = await readFile(join(work, spoolName)).catch(nullIfAbsent);
  if (spool === null) return;
  for (const { hex, file } of entriesOf(spool)) {
    const path = join(directory, `${blobName(`sha256:${hex}`)}.gz`);
    await mkdir(dirname(path), { recursive: true });
    if (await holds(path, file)) await Promise.all([syncFile(path), syncDirectory(dirname(path))]);
    else await writeDurably(path, file, join(work, 'restored.tmp'));
  }
}

const spoolName = 'spool';

function* entriesOf(spool: Buffer): Generator<{ readonly hex: string; readonly file: Buffer }> {
  for (let at = 0; at < spool.length; ) {
    const end = spool.indexOf(0x0a, at);
    const header = /^([0-9a-f]{64}) (\d{1,10}) (\d{1,10})$/.exec(spool.toString('latin1', at, Math.max(at, end)));
    const length = Number(header?.[2]);
    const file = spool.subarray(end + 1, end + 1 + length);
    if (header === null || file.length < length || crc32(file) !== Number(header[3])) return;
    yield { hex: header[1] ?? '', file };
    at = end + 1 + length;
  }
}

async function holds(path: string, file: Buffer): Promise<boolean> {
  const found = await stat(path).catch(nullIfAbsent);
  return found?.size === file.length && (await readFile(path)).equals(file);
}
