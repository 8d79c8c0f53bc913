import {
  isPackDirectory,
  lookUpPack,
  type PackEntry,
  packDigests,
  packDirectory,
  packDirectoryBytes,
  packFooterBytes,
  packLineBytes,
  readPackLine,
} from './blob-pack-format.ts';
import type { RunFiles } from './run-files.ts';
import { blobName, runLayout } from './run-layout.ts';
import { storeLimits, tooLarge } from './store-limits.ts';
import { walkPack } from './walk-pack.ts';

type PackFiles = Pick<RunFiles, 'size' | 'readRange' | 'chunks' | 'label'>;

/**
 * The blobs in a run's pack. A sealed pack tells by its directory where each is; any other is walked once, and again when it has grown, because a
 * run may be read while it is written.
 */
export class PackedBlobs {
  readonly #files: PackFiles;
  #size: number | null = null;
  #directory: Promise<Buffer> | null = null;

  constructor(files: PackFiles) {
    this.#files = files;
  }

  /** The file of a blob; null when the pack does not hold it. @throws STORE_TOO_LARGE */
  async read(hex: string, maxBytes: number): Promise<Buffer | null> {
    const directory = await this.#load();
    const entry = directory === null ? null : lookUpPack(directory, hex);
    if (entry === null) return null;
    if (entry.length > maxBytes) throw tooLarge(this.#files.label(runLayout.pack), entry.length, maxBytes);
    return await this.#readEntry(entry);
  }

  /** The names that its blobs would have as files. */
  async names(): Promise<readonly string[]> {
    const directory = await this.#load();
    return directory === null ? [] : packDigests(directory).map((hex) => `${blobName(`sha256:${hex}`)}.gz`);
  }

  async #readEntry({ hex, offset, length }: PackEntry): Promise<Buffer | null> {
    const bytes = await this.#files.readRange(runLayout.pack, offset, packLineBytes + length);
    const line = readPackLine(bytes);
    if (line === null || line.hex !== hex || line.length !== length) return null;
    return bytes.subarray(line.lineBytes, line.lineBytes + length);
  }

  async #load(): Promise<Buffer | null> {
    const size = await this.#files.size(runLayout.pack);
    if (size === null) return null;
    if (size !== this.#size) {
      this.#size = size;
      this.#directory = this.#find(size);
    }
    return await this.#directory;
  }

  async #find(size: number): Promise<Buffer> {
    const written = await this.#writtenDirectory(size);
    if (written !== null) return written;
    const entries = new Map<string, PackEntry>();
    for await (const entry of walkPack(this.#files.chunks(runLayout.pack)))
      if (entry.whole) entries.set(entry.hex, entry);
    return packDirectory(entries.values());
  }

  async #writtenDirectory(size: number): Promise<Buffer | null> {
    const footer = await this.#files.readRange(runLayout.pack, Math.max(0, size - packFooterBytes), packFooterBytes);
    const bytes = packDirectoryBytes(footer);
    if (bytes === null || bytes > Math.min(size, storeLimits.packDirectoryBytes)) return null;
    const directory = await this.#files.readRange(runLayout.pack, size - bytes, bytes);
    return isPackDirectory(directory) ? directory : null;
  }
}
