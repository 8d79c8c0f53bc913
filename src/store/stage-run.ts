import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SeatrialError } from '#base';
import { parseDocument, type RunManifest, runManifestSchema } from '#schema';
import type { AttemptRecord } from './attempt-record.ts';
import { BlobWriter } from './blob-writer.ts';
import { syncDirectory, syncFile, writeFailed, writeFlushed, writing } from './durable-file.ts';
import { FolderFiles } from './folder-files.ts';
import { encodeJournalLine, journalHeader } from './journal-line.ts';
import { readSeal } from './open-run.ts';
import { RecordEncoder } from './record-encoder.ts';
import { runLayout } from './run-layout.ts';
import { encodeSpec, type RunSeal } from './run-seal.ts';
import { RunTally } from './run-tally.ts';
import { sealRun } from './seal-run.ts';
import { runsDirectory, stagingDirectory } from './store-layout.ts';
import { hasEnded, thisProcess } from './writer-lock.ts';

/** Content that may be on its way to disk at once, in bytes: enough to keep both compressing and parsing busy. */
const mostInFlight = 32 * 1024 * 1024;
const flushBytes = 1024 * 1024;

/** What publishing made of an import. */
export interface PublishedRun {
  readonly path: string;
  readonly seal: RunSeal;
  /** True when a run of this id with the same content was there before; nothing was written. */
  readonly alreadyPresent: boolean;
}

/** Collects an import out of sight. Until it is published there is no run; after a crash or an error there never was one. */
export interface StagedRun extends AsyncDisposable {
  /**
   * Takes an attempt; resolves when there is room for the next, not when it is on disk. A failed write is thrown by a later call.
   *
   * @throws STORE_DUPLICATE_ATTEMPT, STORE_BAD_TRIAL, STORE_BAD_TRAJECTORY, STORE_TOO_LARGE, STORE_TOO_DEEP, STORE_NOT_JSON,
   * STORE_WRITE_FAILED, STORE_WRITER_CLOSED
   */
  append(record: AttemptRecord): Promise<void>;
  /**
   * Flushes everything to disk, seals it, and makes it the run of the manifest's id, all at once.
   *
   * @throws STORE_RUN_EXISTS when a run of this id has other content, STORE_BAD_SPEC, STORE_WRITE_FAILED, STORE_WRITER_CLOSED
   */
  publish(manifest: RunManifest): Promise<PublishedRun>;
  /** Throws the import away. Does nothing after it was published. */
  discard(): Promise<void>;
}

/** Starts an import into a store. Removes what earlier imports left behind when their process ended in the middle. @throws STORE_WRITE_FAILED */
export function stageRun(storeDirectory: string): Promise<StagedRun> {
  return writing(() => startStaging(storeDirectory));
}

async function startStaging(storeDirectory: string): Promise<StagedRun> {
  const staging = stagingDirectory(storeDirectory);
  await mkdir(staging, { recursive: true });
  await removeAbandoned(staging);
  const { host, pid } = thisProcess();
  const directory = await mkdtemp(join(staging, `${host}-${pid}-`));
  return StagingWriter.open(storeDirectory, directory);
}

async function removeAbandoned(staging: string): Promise<void> {
  for (const name of await readdir(staging)) {
    const match = /^([0-9a-f]{12})-(\d{1,10})-/.exec(name);
    if (match !== null && hasEnded({ host: match[1] ?? '', pid: Number(match[2]) }))
      await rm(join(staging, name), { recursive: true, force: true });
  }
}

class StagingWriter implements StagedRun {
  readonly #store: string;
  readonly #directory: string;
  readonly #journal: FileHandle;
  readonly #blobs: BlobWriter;
  readonly #encoder: RecordEncoder;
  readonly #tally = new RunTally();
  readonly #underWay = new Set<Promise<void>>();
  #lines: Buffer[] = [];
  #lineBytes = 0;
  #position = 0;
  #writing: Promise<void> = Promise.resolve();
  #bytesInFlight = 0;
  #failure: SeatrialError | null = null;
  #closed = false;

  private constructor(store: string, directory: string, journal: FileHandle) {
    this.#store = store;
    this.#directory = directory;
    this.#journal = journal;
    this.#blobs = new BlobWriter(directory, null);
    this.#encoder = new RecordEncoder(this.#blobs);
    this.#write(Buffer.from(journalHeader));
  }

  static async open(store: string, directory: string): Promise<StagingWriter> {
    return new StagingWriter(store, directory, await open(join(directory, runLayout.journal), 'wx'));
  }

  async append(record: AttemptRecord): Promise<void> {
    this.#refuseClosed();
    this.#tally.refuseFull();
    this.#tally.claim(record.trial);
    const encoded = this.#encoder.encode(record);
    const line = encodeJournalLine(encoded.record);
    this.#tally.add(encoded.record, this.#position, line.length);
    this.#write(line);
    this.#watch(encoded.written, encoded.bytes);
    while (this.#bytesInFlight > mostInFlight) await Promise.race(this.#underWay);
    if (this.#failure !== null) throw this.#failure;
  }

  publish(manifest: RunManifest): Promise<PublishedRun> {
    return writing(() => this.#publish(manifest));
  }

  async discard(): Promise<void> {
    if (!this.#closed) await this.#close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.discard();
  }

  async #publish(manifest: RunManifest): Promise<PublishedRun> {
    this.#refuseClosed();
    const spec = parseDocument(runManifestSchema, manifest, 'STORE_BAD_SPEC', {});
    await this.#finishWrites();
    await writeFlushed(join(this.#directory, runLayout.spec), encodeSpec(spec));
    await this.#blobs.syncAll();
    const seal = await sealRun(this.#directory, this.#tally);
    const path = join(runsDirectory(this.#store), spec.id);
    const alreadyPresent = !(await this.#moveTo(path, seal));
    await this.discard();
    return { path, seal, alreadyPresent };
  }

  /** Returns false when the same run is there already. */
  async #moveTo(path: string, seal: RunSeal): Promise<boolean> {
    const runs = runsDirectory(this.#store);
    await mkdir(runs, { recursive: true });
    try {
      await rename(this.#directory, path);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
      await refuseOtherRun(path, seal);
      return false;
    }
    await syncDirectory(runs);
    return true;
  }

  #write(line: Buffer): void {
    this.#lines.push(line);
    this.#lineBytes += line.length;
    this.#position += line.length;
    if (this.#lineBytes >= flushBytes) this.#flush();
  }

  #flush(): void {
    const content = Buffer.concat(this.#lines);
    this.#lines = [];
    this.#lineBytes = 0;
    const written = this.#writing.then(() => this.#journal.appendFile(content));
    this.#writing = written.catch(() => {});
    this.#watch(written, content.length);
  }

  #watch(work: Promise<unknown>, bytes: number): void {
    this.#bytesInFlight += bytes;
    const watched = work
      .catch((error: unknown) => {
        this.#failure ??= error instanceof SeatrialError ? error : writeFailed(error);
      })
      .then(() => {
        this.#bytesInFlight -= bytes;
        this.#underWay.delete(watched);
      });
    this.#underWay.add(watched);
  }

  async #finishWrites(): Promise<void> {
    this.#flush();
    await this.#close();
    if (this.#failure !== null) throw this.#failure;
    await syncFile(join(this.#directory, runLayout.journal));
  }

  async #close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#underWay);
    await this.#journal.close();
  }

  #refuseClosed(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#closed)
      throw new SeatrialError('STORE_WRITER_CLOSED', {
        message: 'expected an open import, got one that was published or discarded',
      });
  }
}

async function refuseOtherRun(path: string, seal: RunSeal): Promise<void> {
  const present = await FolderFiles.open(path).then(readSeal, () => null);
  if (present?.content === seal.content) return;
  throw new SeatrialError('STORE_RUN_EXISTS', {
    message: `expected no run ${JSON.stringify(seal.run.id)} in the store, got one with other content`,
    hint: 'import under another name, or remove the run that is there',
    where: { file: path },
  });
}
