import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '#base';
import { type PackEntry, packDirectory, packLine } from './blob-pack-format.ts';
import { writeFully } from './durable-file.ts';
import type { FolderFiles } from './folder-files.ts';
import { hexOf, runLayout } from './run-layout.ts';
import { walkPack } from './walk-pack.ts';

/**
 * Writes the blobs of a live run one after another into `blobs.pack`, so that all that wait become durable with one write and one flush. A file of its
 * own for each blob would cost its creation while the run goes on and a flush of each when it is sealed.
 */
export class BlobPack {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #entries = new Map<string, PackEntry>();
  #waiting: Buffer[] = [];
  /** Where the next blob will be, once those that wait are written. */
  #end = 0;
  #position = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** Opens a run's pack, empty when there is none. Nothing is cut off before {@link cutTail}. */
  static async open(directory: string, files: FolderFiles): Promise<BlobPack> {
    const path = join(directory, runLayout.pack);
    await (await open(path, 'a')).close();
    const pack = new BlobPack(path, await open(path, 'r+'));
    for await (const { end, whole, ...entry } of walkPack(files.chunks(runLayout.pack))) {
      if (!whole) continue;
      pack.#entries.set(entry.hex, entry);
      pack.#position = end;
    }
    pack.#end = pack.#position;
    return pack;
  }

  /** Whether the pack holds a whole blob. */
  has(digest: string): boolean {
    return this.#entries.has(hexOf(digest));
  }

  /** Cuts off what follows the last whole blob: a half-written one, or the directory of a pack whose run was not sealed after all. */
  async cutTail(): Promise<void> {
    await this.#handle.truncate(this.#position);
    await this.#handle.datasync();
  }

  /** Takes the file of a blob; it is written with the next flush. */
  add(digest: Digest, file: Buffer): void {
    const hex = hexOf(digest);
    const line = packLine(hex, file);
    this.#entries.set(hex, { hex, offset: this.#end, length: file.length });
    this.#waiting.push(line, file);
    this.#end += line.length + file.length;
  }

  /** Writes everything added so far and makes it survive a power cut. One call at a time. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const content = Buffer.concat(this.#waiting.splice(0));
    await writeFully(this.#handle, content, this.#position);
    await this.#handle.datasync();
    this.#position += content.length;
  }

  /**
   * Writes the directory, after everything was flushed, and closes the pack; one without blobs is removed.
   *
   * @param referenced digests of the blobs that belong to the run; what else the pack holds was left by a killed process
   */
  async seal(referenced: readonly string[]): Promise<void> {
    await this.flush();
    const entries = referenced.flatMap((digest) => this.#entries.get(hexOf(digest)) ?? []);
    await writeFully(this.#handle, packDirectory(entries), this.#position);
    await this.#handle.datasync();
    await this.close();
    if (entries.length === 0) await rm(this.#path);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
