import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SeatrialError } from '#base';
import { parseDocument, type RunManifest, runManifestSchema } from '#schema';
import type { AttemptRecord } from './attempt-record.ts';
import { blobMissing } from './blob-damage.ts';
import { BlobPack } from './blob-pack.ts';
import { BlobWriter } from './blob-writer.ts';
import { syncDirectory, writeDurably, writeFully, writing } from './durable-file.ts';
import { FolderFiles } from './folder-files.ts';
import { JournalAppender } from './journal-appender.ts';
import { encodeJournalLine, journalHeader } from './journal-line.ts';
import { readJournal } from './read-journal.ts';
import { RecordEncoder } from './record-encoder.ts';
import { blobName, runLayout } from './run-layout.ts';
import { decodeSpec, encodeSpec, type RunSeal } from './run-seal.ts';
import { RunTally } from './run-tally.ts';
import { sealRun } from './seal-run.ts';
import { storeLimits } from './store-limits.ts';
import { lockForWriting } from './writer-lock.ts';

/** What opening an unfinished run found. */
export interface Recovery {
  /** Attempts that were acknowledged and are kept. */
  readonly attempts: number;
  /** Bytes of a half-written tail that were cut off; nobody was told that they were written. */
  readonly tornBytes: number;
}

/** Writes the attempts of a live run, each durable before its append resolves. */
export interface RunWriter extends AsyncDisposable {
  readonly directory: string;
  readonly manifest: RunManifest;
  readonly recovered: Recovery;
  /** Whether the journal already holds this attempt. */
  has(attempt: { scenarioId: string; index: number; attempt: number }): boolean;
  /**
   * Resolves when the attempt would survive a crash: its blobs are flushed, then its line. Many may be under way at once and share flushes.
   *
   * @throws STORE_DUPLICATE_ATTEMPT, STORE_BAD_TRIAL, STORE_BAD_TRAJECTORY, STORE_TOO_LARGE, STORE_TOO_DEEP, STORE_NOT_JSON,
   * STORE_WRITE_FAILED, STORE_WRITER_CLOSED
   */
  append(record: AttemptRecord): Promise<void>;
  /**
   * Closes the run for ever. Waits for appends under way; call it when no more will come.
   *
   * @throws STORE_WRITER_CLOSED, STORE_WRITE_FAILED when an earlier write failed, so that it is not known what the journal holds
   */
  seal(): Promise<RunSeal>;
  /** Gives the run back unsealed; it can be opened again. Does nothing after a seal. */
  close(): Promise<void>;
}

/**
 * Starts a live run in a folder that does not exist yet or is empty. Its manifest is on disk when this resolves.
 *
 * @throws STORE_RUN_EXISTS, STORE_BAD_SPEC, STORE_TOO_LARGE, STORE_RUN_BUSY, STORE_WRITE_FAILED
 */
export function createRun(directory: string, manifest: RunManifest): Promise<RunWriter> {
  return writing(() => startRun(directory, manifest));
}

async function startRun(directory: string, manifest: RunManifest): Promise<RunWriter> {
  const spec = parseDocument(runManifestSchema, manifest, 'STORE_BAD_SPEC', {});
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0)
    throw new SeatrialError('STORE_RUN_EXISTS', {
      message: 'expected an empty folder for a new run, got one with files',
      hint: 'open the run for appending, or choose another folder',
      where: { file: directory },
    });
  const unlock = await lockForWriting(directory);
  try {
    await mkdir(join(directory, runLayout.work));
    await writeDurably(join(directory, runLayout.spec), encodeSpec(spec), join(directory, runLayout.work, 'spec.tmp'));
    await syncDirectory(dirname(directory));
    return await LiveWriter.open(directory, spec, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * Opens an unsealed run to go on with it: cuts a torn tail off and says how much it was.
 *
 * @throws STORE_NOT_A_RUN, STORE_RUN_SEALED, STORE_RUN_BUSY, STORE_JOURNAL_DAMAGED, STORE_BAD_SPEC,
 * STORE_DUPLICATE_ATTEMPT, STORE_BLOB_MISSING, STORE_WRITE_FAILED
 */
export function openForAppend(directory: string): Promise<RunWriter> {
  return writing(() => reopenRun(directory));
}

async function reopenRun(directory: string): Promise<RunWriter> {
  const files = await FolderFiles.open(directory);
  if ((await files.size(runLayout.seal)) !== null)
    throw new SeatrialError('STORE_RUN_SEALED', {
      message: 'expected an unfinished run, got a sealed one',
      hint: 'a sealed run never changes; start a new run',
      where: { file: directory },
    });
  const spec = decodeSpec(await files.read(runLayout.spec, storeLimits.specBytes), files.label(runLayout.spec));
  const unlock = await lockForWriting(directory);
  try {
    const work = join(directory, runLayout.work);
    await rm(work, { recursive: true, force: true });
    await mkdir(work);
    return await LiveWriter.open(directory, spec, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

class LiveWriter implements RunWriter {
  readonly directory: string;
  readonly manifest: RunManifest;
  recovered: Recovery = { attempts: 0, tornBytes: 0 };
  readonly #unlock: () => Promise<void>;
  readonly #journal: FileHandle;
  readonly #pack: BlobPack;
  readonly #blobs: BlobWriter;
  readonly #encoder: RecordEncoder;
  readonly #tally = new RunTally();
  #appender: JournalAppender;
  #underWay = new Set<Promise<void>>();
  #closed = false;

  private constructor(
    directory: string,
    manifest: RunManifest,
    unlock: () => Promise<void>,
    journal: FileHandle,
    pack: BlobPack,
  ) {
    this.directory = directory;
    this.manifest = manifest;
    this.#unlock = unlock;
    this.#journal = journal;
    this.#pack = pack;
    this.#blobs = new BlobWriter(directory, pack);
    this.#encoder = new RecordEncoder(this.#blobs);
    this.#appender = this.#appendAt(0);
  }

  static async open(directory: string, manifest: RunManifest, unlock: () => Promise<void>): Promise<LiveWriter> {
    // not O_APPEND: positions are ours, so that a failed write leaves no hole
    const journal = await open(join(directory, runLayout.journal), 'a').then(async (made) => {
      await made.close();
      return open(join(directory, runLayout.journal), 'r+');
    });
    const pack = await BlobPack.open(directory, await FolderFiles.open(directory));
    const writer = new LiveWriter(directory, manifest, unlock, journal, pack);
    try {
      await writer.#recover();
    } catch (error) {
      await pack.close();
      await journal.close();
      throw error;
    }
    return writer;
  }

  has(attempt: { scenarioId: string; index: number; attempt: number }): boolean {
    return this.#tally.has(attempt);
  }

  append(record: AttemptRecord): Promise<void> {
    const done = this.#append(record);
    this.#underWay.add(done);
    const forget = (): void => {
      this.#underWay.delete(done);
    };
    done.then(forget, forget);
    return done;
  }

  async seal(): Promise<RunSeal> {
    this.#refuseClosed();
    await Promise.allSettled(this.#underWay);
    this.#appender.refuseFailed();
    this.#closed = true;
    await this.#journal.close();
    const seal = await writing(() => this.#sealDurably());
    await rm(join(this.directory, runLayout.work), { recursive: true, force: true });
    await this.#unlock();
    return seal;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    await this.#journal.close();
    await this.#pack.close();
    await this.#unlock();
  }

  async #sealDurably(): Promise<RunSeal> {
    await this.#pack.seal(this.#tally.blobs().map(({ digest }) => digest));
    return await sealRun(this.directory, this.#tally);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #append(record: AttemptRecord): Promise<void> {
    this.#refuseClosed();
    this.#tally.refuseFull();
    this.#tally.claim(record.trial);
    try {
      const encoded = this.#encoder.encode(record);
      const line = encodeJournalLine(encoded.record);
      await encoded.written;
      const offset = await this.#appender.append(line);
      this.#tally.add(encoded.record, offset, line.length);
    } catch (error) {
      this.#tally.release(record.trial);
      throw error;
    }
  }

  async #recover(): Promise<void> {
    const files = await FolderFiles.open(this.directory);
    const end = await readJournal(files, ({ record, offset, length }) => {
      this.#tally.claim(record.trial);
      this.#tally.add(record, offset, length);
      this.#encoder.adopt(record);
    });
    await this.#cutPack(files);
    if (end.tornBytes > 0) await this.#journal.truncate(end.soundBytes);
    let position = end.soundBytes;
    if (position === 0) {
      await writeFully(this.#journal, Buffer.from(journalHeader), 0);
      position = journalHeader.length;
    }
    await this.#journal.datasync();
    await syncDirectory(this.directory);
    this.#appender = this.#appendAt(position);
    this.recovered = { attempts: this.#tally.attempts, tornBytes: end.tornBytes };
  }

  /** Only after it is known that no line refers to what would be cut off. */
  async #cutPack(files: FolderFiles): Promise<void> {
    const lost = this.#tally.blobs().filter(({ digest }) => !this.#pack.has(digest));
    for (const { digest } of lost) {
      const name = blobName(digest);
      const sizes = await Promise.all([files.size(`${name}.gz`), files.size(name)]);
      if (sizes.every((size) => size === null)) throw blobMissing(files.label(name));
    }
    await this.#pack.cutTail();
  }

  #appendAt(position: number): JournalAppender {
    return new JournalAppender(this.#journal, position, () => this.#blobs.makeDurable());
  }

  #refuseClosed(): void {
    if (this.#closed)
      throw new SeatrialError('STORE_WRITER_CLOSED', {
        message: 'expected an open run, got one whose writer was closed or sealed',
        where: { file: this.directory },
      });
  }
}
