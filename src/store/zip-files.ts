import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32, createInflateRaw } from 'node:zlib';
import { inflateExactly, openGzipFrame } from './gzip-frame.ts';
import { PackedBlobs } from './packed-blobs.ts';
import { fileMissing, notARun, nullIfAbsent } from './read-failure.ts';
import type { RunFiles, StoredBlob } from './run-files.ts';
import { blobName, hexOf, runLayout } from './run-layout.ts';
import { tooLarge } from './store-limits.ts';
import { readZipDirectory, zipDamaged } from './zip/parse-zip-directory.ts';
import { type ZipEntry, zipFormat } from './zip/zip-entry.ts';

const chunkBytes = 1024 * 1024;
/** A deflated file up to this size is kept once it was inflated for a part of it. */
const keptBytes = 64 * 1024 * 1024;

/**
 * A run inside a ZIP, at its top or in a single folder. Names in the ZIP are only compared with names of the run format; none becomes a path.
 */
export class ZipFiles implements RunFiles {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #inflated = new Map<string, Promise<Buffer>>();
  readonly #packed = new PackedBlobs(this);

  private constructor(path: string, handle: FileHandle, entries: ReadonlyMap<string, ZipEntry>) {
    this.path = path;
    this.#handle = handle;
    this.#entries = entries;
  }

  /** @throws STORE_ZIP_DAMAGED, STORE_NOT_A_RUN, STORE_TOO_LARGE */
  static async open(path: string): Promise<ZipFiles> {
    const handle = await open(path).catch(nullIfAbsent);
    if (handle === null) throw notARun(path, 'a file that cannot be opened');
    try {
      const entries = await readZipDirectory(
        (start, length) => readAt(handle, start, length),
        (await handle.stat()).size,
        basename(path),
      );
      return new ZipFiles(path, handle, belowTop(entries, path));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  label(name: string): string {
    return `${basename(this.path)}/${name}`;
  }

  async size(name: string): Promise<number | null> {
    return this.#entries.get(name)?.bytes ?? null;
  }

  async read(name: string, maxBytes: number): Promise<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw fileMissing(this.label(name));
    if (entry.bytes > maxBytes) throw tooLarge(this.label(name), entry.bytes, maxBytes);
    const stored = await this.#stored(entry, maxBytes + 64 * 1024);
    const content = entry.method === zipFormat.deflated ? await inflateExactly(stored, entry.bytes) : stored;
    if (content === null || content.length !== entry.bytes || crc32(content) !== entry.crc)
      throw zipDamaged('content with the size and checksum of the directory', 'other content', this.label(name));
    return content;
  }

  async readRange(name: string, start: number, length: number): Promise<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined || start >= entry.bytes) return Buffer.alloc(0);
    const wanted = Math.min(length, entry.bytes - start);
    if (entry.method === zipFormat.stored) return readAt(this.#handle, (await this.#dataOffset(entry)) + start, wanted);
    if (entry.bytes > keptBytes) return this.#skipTo(name, start, wanted);
    const kept = this.#inflated.get(name) ?? this.read(name, keptBytes);
    this.#inflated.set(name, kept);
    return (await kept).subarray(start, start + wanted);
  }

  async *chunks(name: string): AsyncIterable<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    let bytes = 0;
    let crc = 0;
    for await (const chunk of entry.method === zipFormat.deflated
      ? this.#inflating(entry)
      : this.#storedChunks(entry)) {
      bytes += chunk.length;
      crc = crc32(chunk, crc);
      if (bytes > entry.bytes) break;
      yield chunk;
    }
    if (bytes !== entry.bytes || crc !== entry.crc)
      throw zipDamaged('content with the size and checksum of the directory', 'other content', this.label(name));
  }

  async blob(digest: string, maxBytes: number): Promise<StoredBlob | null> {
    const name = blobName(digest);
    const packed = await this.#packed.read(hexOf(digest), maxBytes);
    if (packed !== null) return openGzipFrame(packed, this.label(`${name}.gz`));
    const gzip = this.#entries.get(`${name}.gz`);
    if (gzip !== undefined) return openGzipFrame(await this.read(`${name}.gz`, maxBytes), this.label(`${name}.gz`));
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    const { bytes, crc, method } = entry;
    return { deflated: method === zipFormat.deflated, body: await this.#stored(entry, maxBytes), bytes, crc };
  }

  async names(): Promise<readonly string[]> {
    const names = [...this.#entries.keys()].filter((name) => !name.endsWith('/'));
    return [...new Set([...names, ...(await this.#packed.names())])].sort();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #stored(entry: ZipEntry, maxBytes: number): Promise<Buffer> {
    if (entry.storedBytes > maxBytes) throw tooLarge(this.label(entry.name), entry.storedBytes, maxBytes);
    return readAt(this.#handle, await this.#dataOffset(entry), entry.storedBytes);
  }

  async #dataOffset(entry: ZipEntry): Promise<number> {
    const file = this.label(entry.name);
    if (entry.flags & zipFormat.encryptedFlag) throw zipDamaged('a file in the clear', 'an encrypted one', file);
    if (entry.method !== zipFormat.stored && entry.method !== zipFormat.deflated)
      throw zipDamaged('a stored or deflated file', `compression method ${entry.method}`, file);
    const header = await readAt(this.#handle, entry.offset, zipFormat.localBytes + entry.name.length);
    const nameBytes = header.length < zipFormat.localBytes ? -1 : header.readUInt16LE(26);
    if (
      nameBytes !== entry.name.length ||
      header.readUInt32LE(0) !== zipFormat.localSignature ||
      header.toString('latin1', zipFormat.localBytes) !== entry.name
    )
      throw zipDamaged('the local header that the directory names', 'something else', file, entry.offset);
    return entry.offset + zipFormat.localBytes + nameBytes + header.readUInt16LE(28);
  }

  async *#storedChunks(entry: ZipEntry): AsyncIterable<Buffer> {
    const start = await this.#dataOffset(entry);
    for (let done = 0; done < entry.storedBytes; ) {
      const chunk = await readAt(this.#handle, start + done, Math.min(chunkBytes, entry.storedBytes - done));
      if (chunk.length === 0) return;
      done += chunk.length;
      yield chunk;
    }
  }

  async *#inflating(entry: ZipEntry): AsyncIterable<Buffer> {
    const inflate = createInflateRaw({ chunkSize: chunkBytes });
    const source = this.#storedChunks(entry);
    const feed = async (): Promise<void> => {
      for await (const chunk of source)
        if (!inflate.write(chunk))
          await new Promise((resolve) => inflate.once('drain', resolve).once('close', resolve));
      inflate.end();
    };
    const feeding = feed().catch((error: Error) => inflate.destroy(error));
    try {
      for await (const chunk of inflate) yield chunk as Buffer;
      await feeding;
    } catch (cause) {
      throw zipDamaged('a deflate stream', cause instanceof Error ? cause.message : 'another', this.label(entry.name));
    } finally {
      inflate.destroy();
    }
  }

  async #skipTo(name: string, start: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let position = 0;
    for await (const chunk of this.chunks(name)) {
      const from = Math.max(0, start - position);
      if (from < chunk.length) parts.push(Buffer.from(chunk.subarray(from, start + length - position)));
      position += chunk.length;
      if (position >= start + length) break;
    }
    return Buffer.concat(parts);
  }
}

/** The entries of the run, by their names inside it. */
function belowTop(entries: readonly ZipEntry[], path: string): Map<string, ZipEntry> {
  const specs = entries.filter(({ name }) => name === runLayout.spec || /^[^/]+\/spec\.json$/.test(name));
  const [spec] = specs;
  if (spec === undefined) throw notARun(path, `a ZIP without ${runLayout.spec} at its top or in one folder`);
  if (specs.length > 1) throw notARun(path, `a ZIP of ${specs.length} runs`);
  const top = spec.name.slice(0, -runLayout.spec.length);
  return new Map(
    entries.flatMap((entry) => (entry.name.startsWith(top) ? [[entry.name.slice(top.length), entry] as const] : [])),
  );
}

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
