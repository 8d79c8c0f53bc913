import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Digest, digestBytes, SeatrialError } from '#base';
import type { BlobRef } from '#schema';
import type { BlobPack } from './blob-pack.ts';
import { syncDirectory, syncFile, writeFailed } from './durable-file.ts';
import { gzipFrame } from './gzip-frame.ts';
import { blobName } from './run-layout.ts';
import { storeLimits } from './store-limits.ts';

/** A blob on its way to disk. */
export interface PendingBlob {
  readonly ref: BlobRef;
  /** Resolves when the blob is written, or waits for the pack's next flush. */
  readonly done: Promise<void>;
}

const present = Promise.resolve();

/**
 * Writes content under its digest, each content once.
 *
 * With a pack, blobs go there, and {@link makeDurable} makes everything written so far survive a power cut with one flush. Without one each blob is
 * a file, and all flushing is left to {@link syncAll}.
 */
export class BlobWriter {
  readonly #directory: string;
  readonly #pack: BlobPack | null;
  readonly #blobs = new Map<string, Promise<void>>();
  readonly #folders = new Map<string, Promise<void>>();
  readonly #unsyncedFolders = new Set<string>();

  constructor(directory: string, pack: BlobPack | null) {
    this.#directory = directory;
    this.#pack = pack;
  }

  /** Takes a blob as written, because the journal of an earlier process says so. */
  adopt(digest: string): void {
    this.#blobs.set(digest, present);
  }

  /** @throws STORE_TOO_LARGE; `done` rejects with STORE_WRITE_FAILED */
  write(content: Buffer): PendingBlob {
    if (content.length > storeLimits.blobBytes)
      throw new SeatrialError('STORE_TOO_LARGE', {
        message: `expected at most ${storeLimits.blobBytes} bytes in one trajectory or raw record, got ${content.length}`,
      });
    const ref = { digest: digestBytes(content), bytes: content.length };
    const known = this.#blobs.get(ref.digest);
    if (known !== undefined) return { ref, done: known };
    const done = this.#store(ref.digest, content).catch((cause: unknown) => {
      this.#blobs.delete(ref.digest);
      throw writeFailed(cause);
    });
    this.#blobs.set(ref.digest, done);
    return { ref, done };
  }

  /** Makes every blob whose `done` has resolved survive a power cut. One call at a time. */
  async makeDurable(): Promise<void> {
    await this.#pack?.flush();
  }

  /** Flushes every blob that is a file, and its name. */
  async syncAll(): Promise<void> {
    await syncFiles([...this.#blobs.keys()].map((digest) => this.#path(digest)));
    await this.#syncFolders();
  }

  async #syncFolders(): Promise<void> {
    const folders = [...this.#unsyncedFolders];
    this.#unsyncedFolders.clear();
    await Promise.all(folders.map(syncDirectory));
  }

  async #store(digest: Digest, content: Buffer): Promise<void> {
    if (this.#pack !== null) {
      this.#pack.add(digest, await gzipFrame(content));
      return;
    }
    const path = this.#path(digest);
    const folder = dirname(path);
    const [file] = await Promise.all([gzipFrame(content), this.#folder(folder)]);
    await writeFile(path, file);
    this.#unsyncedFolders.add(folder);
  }

  #folder(path: string): Promise<void> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const made = mkdir(path, { recursive: true }).then(
      () => {
        this.#unsyncedFolders.add(dirname(path));
      },
      (error: unknown) => {
        this.#folders.delete(path);
        throw error;
      },
    );
    this.#folders.set(path, made);
    return made;
  }

  #path(digest: string): string {
    return join(this.#directory, `${blobName(digest)}.gz`);
  }
}

async function syncFiles(paths: readonly string[]): Promise<void> {
  const files = paths[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const path of files) await syncFile(path);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
