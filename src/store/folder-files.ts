import { constants, type FileHandle, lstat, open, opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openGzipFrame } from './gzip-frame.ts';
import { PackedBlobs } from './packed-blobs.ts';
import { fileMissing, notARun, nullIfAbsent } from './read-failure.ts';
import type { RunFiles, StoredBlob } from './run-files.ts';
import { blobName, hexOf, runLayout } from './run-layout.ts';
import { tooLarge } from './store-limits.ts';

const chunkBytes = 4 * 1024 * 1024;
/** A link is refused; a pipe does not make us wait. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A run in a folder. Links inside it are not followed, and nothing but plain files is read. */
export class FolderFiles implements RunFiles {
  readonly path: string;
  readonly #folders = new Map<string, Promise<boolean>>();
  readonly #packed = new PackedBlobs(this);

  private constructor(path: string) {
    this.path = path;
  }

  /** @throws STORE_NOT_A_RUN when the folder has neither `spec.json` nor a journal */
  static async open(path: string): Promise<FolderFiles> {
    const files = new FolderFiles(path);
    for (const name of [runLayout.spec, runLayout.journal]) if ((await files.size(name)) !== null) return files;
    throw notARun(path, `a folder without ${runLayout.spec}`);
  }

  label(name: string): string {
    return `${basename(this.path)}/${name}`;
  }

  async size(name: string): Promise<number | null> {
    return this.#with(name, async (handle) => (await handle.stat()).size);
  }

  async read(name: string, maxBytes: number): Promise<Buffer> {
    const content = await this.#with(name, (handle) => readWhole(handle, maxBytes, this.label(name)));
    if (content === null) throw fileMissing(this.label(name));
    return content;
  }

  async readRange(name: string, start: number, length: number): Promise<Buffer> {
    const content = await this.#with(name, (handle) => readAt(handle, start, length));
    return content ?? Buffer.alloc(0);
  }

  async *chunks(name: string): AsyncIterable<Buffer> {
    const handle = await this.#open(name);
    if (handle === null) return;
    try {
      const buffer = Buffer.allocUnsafe(chunkBytes);
      for (let position = 0; ; ) {
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async blob(digest: string, maxBytes: number): Promise<StoredBlob | null> {
    const name = blobName(digest);
    const packed = await this.#packed.read(hexOf(digest), maxBytes);
    if (packed !== null) return openGzipFrame(packed, this.label(`${name}.gz`));
    if (!(await this.#isFolder(runLayout.blobs)) || !(await this.#isFolder(dirname(name)))) return null;
    const read = (file: string): Promise<Buffer | null> =>
      this.#with(file, (handle) => readWhole(handle, maxBytes, this.label(file)));
    const gzip = await read(`${name}.gz`);
    if (gzip !== null) return openGzipFrame(gzip, this.label(`${name}.gz`));
    const plain = await read(name);
    return plain === null ? null : { deflated: false, body: plain, bytes: plain.length, crc: crc32(plain) };
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    const walk = async (folder: string): Promise<void> => {
      for await (const entry of await opendir(join(this.path, folder))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        // no run is deeper than blobs/aa/name
        if (entry.isDirectory() && name.split('/').length < 4) await walk(name);
        else names.push(name);
      }
    };
    await walk('');
    names.push(...(await this.#packed.names()));
    return [...new Set(names)].sort();
  }

  async close(): Promise<void> {}

  async #with<T>(name: string, use: (handle: FileHandle) => Promise<T>): Promise<T | null> {
    const handle = await this.#open(name);
    if (handle === null) return null;
    try {
      return await use(handle);
    } finally {
      await handle.close();
    }
  }

  async #open(name: string): Promise<FileHandle | null> {
    const handle = await open(join(this.path, name), flags).catch(nullIfAbsent);
    if (handle === null || (await handle.stat()).isFile()) return handle;
    await handle.close();
    return null;
  }

  #isFolder(name: string): Promise<boolean> {
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const found = lstat(join(this.path, name)).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    this.#folders.set(name, found);
    return found;
  }
}

async function readWhole(handle: FileHandle, maxBytes: number, file: string): Promise<Buffer> {
  const { size } = await handle.stat();
  if (size > maxBytes) throw tooLarge(file, size, maxBytes);
  return readAt(handle, 0, size);
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
