import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Digest, digestBytes, SeatrialError } from '#base';
import type { BlobRef } from '#schema';
import type { BlobSpool } from './blob-spool.ts';
import { syncDirectory, syncFile, writeFailed } from './durable-file.ts';
import { gzipFrame } from './gzip-frame.ts';
import { blobName } from './run-layout.ts';
import { storeLimits } from './store-limits.ts';

/** A blob on its way to disk. */
export interface PendingBlob {
  readonly ref: BlobRef;
  /** Resolves when the blob stands under its name, flushed if the writer is durable. */
  readonly done: Promise<void>;
}

const present = Promise.resolve();

/**
 * Writes content under its digest, each content once.
 *
 * With a spool, {@link makeDurable} makes everything written so far survive a power cut with one flush. Without one all flushing is left to
 * {@link syncAll}.
 */
export class BlobWriter {
  readonly #directory: string;
  readonly #spool: BlobSpool | null;
  readonly #blobs = new Map<string, Promise<void>>();
  readonly #folders = new Map<string, Promise<void>>();
  readonly #unsyncedFiles = new Set<string>();
  readonly #unsyncedFolders = new Set<string>();

  constructor(directory: string, spool: BlobSpool | null) {
    this.#directory = directory;
    this.#spool = spool;
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
    if ((await this.#spool?.flush()) !== true) return;
    await this.syncWritten();
    await this.#spool?.empty();
  }

  /** Flushes the blobs that were written through the spool, and their names, so that they need it no more. */
  async syncWritten(): Promise<void> {
    const files = [...this.#unsyncedFiles];
    this.#unsyncedFiles.clear();
    await syncFiles(files);
    await this.#syncFolders();
  }

  /** Flushes every blob and its name. */
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
    const path = this.#path(digest);
    const folder = dirname(path);
    const [file] = await Promise.all([gzipFrame(content), this.#folder(folder)]);
    // Under its name at once: until a line refers to it, nobody reads a blob that a kill has cut off, and writing it again replaces it.
    await writeFile(path, file);
    this.#unsyncedFolders.add(folder);
    if (this.#spool === null) return;
    this.#unsyncedFiles.add(path);
    this.#spool.add(digest, file);
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
