import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { canonicalJson, type Json, SeatrialError } from '#base';
import type { BlobRef } from '#schema';
import { decodeJournalLine } from './journal-line.ts';
import { type JournalLine, JournalScanner } from './journal-scanner.ts';
import { mapAhead } from './map-ahead.ts';
import { openRunFiles, readSeal } from './open-run.ts';
import { readBlob } from './read-blob.ts';
import { fileMissing } from './read-failure.ts';
import type { RunFiles } from './run-files.ts';
import { findingOf, type RunFinding } from './run-finding.ts';
import { blobDigest, blobName, hexOf, runLayout } from './run-layout.ts';
import { decodeSpec, encodeSeal, makeSeal, type RunSeal } from './run-seal.ts';
import { RunTally } from './run-tally.ts';
import { storeLimits, tooLarge } from './store-limits.ts';
import { findPackDamage } from './verify-pack.ts';

/** What checking every byte of a run found. */
export interface RunVerification {
  readonly path: string;
  /** True when nothing is damaged; notes do not count. */
  readonly intact: boolean;
  readonly sealed: boolean;
  /** Attempts in whole lines of the journal. */
  readonly attempts: number;
  /** Blobs whose content is what their digest says. */
  readonly blobs: number;
  /** Content checked, before compression. */
  readonly bytes: number;
  /** Half-written bytes at the end of the journal of a run that is not sealed. */
  readonly tornBytes: number;
  /** Damage first, then by file and position. */
  readonly findings: readonly RunFinding[];
}

/**
 * Checks every file of a run against what the others say of it: journal, spec and index against the seal, each line against its checksum
 * and the schema, each blob against its digest and length, the blobs there are against those the journal refers to.
 *
 * Damage is described, never thrown.
 *
 * @throws STORE_RUN_NOT_FOUND, STORE_NOT_A_RUN when there is nothing to verify
 */
export async function verifyRun(path: string): Promise<RunVerification> {
  try {
    const files = await openRunFiles(path);
    try {
      return await new Verifier(files).run();
    } finally {
      await files.close();
    }
  } catch (error) {
    if (!(error instanceof SeatrialError) || !['STORE_ZIP_DAMAGED', 'STORE_TOO_LARGE'].includes(error.code))
      throw error;
    const findings = [findingOf(error, basename(path))];
    return { path, intact: false, sealed: false, attempts: 0, blobs: 0, bytes: 0, tornBytes: 0, findings };
  }
}

class Verifier {
  readonly #files: RunFiles;
  readonly #findings: RunFinding[] = [];
  readonly #tally = new RunTally();
  #attempts = 0;
  #blobs = 0;
  #bytes = 0;
  #tornBytes = 0;

  constructor(files: RunFiles) {
    this.#files = files;
  }

  async run(): Promise<RunVerification> {
    const seal = await this.#tryTo(runLayout.seal, () => readSeal(this.#files));
    const sealed = (await this.#files.size(runLayout.seal)) !== null;
    const spec = await this.#tryTo(runLayout.spec, () => this.#readSpec());
    const journal = await this.#tryTo(runLayout.journal, () => this.#readJournal(sealed));
    const blobs = this.#tally.blobs();
    for await (const sound of mapAhead(blobs, 8, (ref) => this.#readBlob(ref))) this.#blobs += sound ? 1 : 0;
    if (journal !== null) await this.#findStrangers(blobs, sealed);
    if (journal !== null && sealed) await this.#checkPack(blobs);
    if (seal !== null && spec !== null && journal !== null) await this.#compareSeal(seal, spec, journal);
    return {
      path: this.#files.path,
      intact: this.#findings.every(({ severity }) => severity === 'note'),
      sealed,
      attempts: this.#attempts,
      blobs: this.#blobs,
      bytes: this.#bytes,
      tornBytes: this.#tornBytes,
      findings: this.#findings.sort(bySeverityAndPlace),
    };
  }

  async #readSpec(): Promise<Buffer> {
    const content = await this.#files.read(runLayout.spec, storeLimits.specBytes);
    this.#bytes += content.length;
    decodeSpec(content, this.#files.label(runLayout.spec));
    return content;
  }

  async #readJournal(sealed: boolean): Promise<RunSeal['journal']> {
    const file = this.#files.label(runLayout.journal);
    const size = await this.#files.size(runLayout.journal);
    // a writer that was stopped at once has none yet
    if (size === null && sealed) throw fileMissing(file);
    if (size !== null && size > storeLimits.journalBytes) throw tooLarge(file, size, storeLimits.journalBytes);
    const hash = createHash('sha256');
    const scanner = new JournalScanner(file);
    let bytes = 0;
    for await (const chunk of this.#files.chunks(runLayout.journal)) {
      hash.update(chunk);
      bytes += chunk.length;
      for (const line of scanner.push(chunk)) this.#takeLine(line);
    }
    this.#bytes += bytes;
    const { damage, soundBytes, tornBytes } = scanner.end();
    for (const { line, byte } of damage)
      this.#damage(
        'STORE_JOURNAL_DAMAGED',
        runLayout.journal,
        'a whole line with a fitting checksum',
        'a damaged one',
        {
          line,
          byte,
        },
      );
    this.#reportTail(sealed, soundBytes, tornBytes);
    return { digest: `sha256:${hash.digest('hex')}`, bytes };
  }

  #takeLine({ line, offset, bytes }: JournalLine): void {
    try {
      const record = decodeJournalLine(bytes, { file: this.#files.label(runLayout.journal), line });
      this.#tally.claim(record.trial);
      this.#tally.add(record, offset, bytes.length + 1);
      this.#attempts++;
    } catch (error) {
      this.#findings.push({ ...findingOf(error, this.#files.label(runLayout.journal)), line, byte: offset });
    }
  }

  #reportTail(sealed: boolean, soundBytes: number, tornBytes: number): void {
    if (tornBytes === 0) return;
    this.#tornBytes = sealed ? 0 : tornBytes;
    this.#findings.push({
      severity: sealed ? 'damage' : 'note',
      code: sealed ? 'STORE_JOURNAL_DAMAGED' : 'STORE_TORN_TAIL',
      file: this.#files.label(runLayout.journal),
      line: null,
      byte: soundBytes,
      expected: 'the journal to end with a whole line',
      found: `${tornBytes} bytes that are none${sealed ? '' : ', left by a writer that was stopped; they are passed over'}`,
    });
  }

  async #readBlob(ref: BlobRef): Promise<boolean> {
    const content = await this.#tryTo(blobName(ref.digest), () => readBlob(this.#files, ref));
    this.#bytes += content?.length ?? 0;
    return content !== null;
  }

  async #checkPack(blobs: readonly BlobRef[]): Promise<void> {
    const referenced = new Set(blobs.map(({ digest }) => hexOf(digest)));
    const damage = await this.#tryTo(runLayout.pack, () => findPackDamage(this.#files, referenced));
    for (const { byte, expected, found } of damage ?? [])
      this.#damage('STORE_PACK_DAMAGED', runLayout.pack, expected, found, { byte });
  }

  /** Files that nothing refers to. In an unsealed run a blob may wait for its line. */
  async #findStrangers(blobs: readonly BlobRef[], sealed: boolean): Promise<void> {
    const known = new Set(blobs.map(({ digest }) => digest));
    const own = new Set<string>(Object.values(runLayout));
    for (const name of await this.#files.names()) {
      const digest = blobDigest(name);
      if ((digest !== null && known.has(digest)) || own.has(name)) continue;
      if (!sealed && name.startsWith(`${runLayout.work}/`)) continue;
      this.#findings.push({
        severity: digest !== null && sealed ? 'damage' : 'note',
        code: digest === null ? 'STORE_UNKNOWN_FILE' : 'STORE_BLOB_UNREFERENCED',
        file: this.#files.label(name),
        line: null,
        byte: null,
        expected: 'only files that the journal refers to',
        found: digest === null ? 'a file of another kind' : 'a blob that no line refers to',
      });
    }
  }

  /** Makes the seal anew from what is there and names each part that differs. */
  async #compareSeal(seal: RunSeal, spec: Buffer, journal: RunSeal['journal']): Promise<void> {
    const found = makeSeal(spec, journal, this.#tally);
    for (const part of Object.keys(found) as (keyof RunSeal)[]) {
      const expected = canonicalJson(seal[part] as Json);
      const actual = canonicalJson(found[part] as Json);
      if (expected !== actual)
        this.#damage('STORE_SEAL_MISMATCH', runLayout.seal, `${part} as sealed, ${expected}`, actual, {});
    }
    const content = await this.#files.read(runLayout.seal, storeLimits.sealBytes);
    this.#bytes += content.length;
    this.#compareBytes(runLayout.seal, encodeSeal(seal), content, 'STORE_SEAL_DAMAGED');
    const index = await this.#tryTo(runLayout.index, () => this.#files.read(runLayout.index, storeLimits.indexBytes));
    if (index !== null) this.#compareBytes(runLayout.index, this.#tally.index(), index, 'STORE_INDEX_DAMAGED');
    this.#bytes += index?.length ?? 0;
  }

  #compareBytes(name: string, expected: Buffer, found: Buffer, code: string): void {
    if (expected.equals(found)) return;
    const byte = expected.findIndex((value, at) => value !== found[at]);
    const at = byte < 0 ? expected.length : byte;
    this.#damage(code, name, describeByte(expected, at), describeByte(found, at), { byte: at });
  }

  #damage(
    code: string,
    name: string,
    expected: string,
    found: string,
    { line = null, byte = null }: { line?: number | null; byte?: number | null },
  ): void {
    this.#findings.push({ severity: 'damage', code, file: this.#files.label(name), line, byte, expected, found });
  }

  async #tryTo<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.#findings.push(findingOf(error, this.#files.label(name)));
      return null;
    }
  }
}

function describeByte(content: Buffer, at: number): string {
  const value = content[at];
  return value === undefined ? 'the end of the file' : `the byte 0x${value.toString(16).padStart(2, '0')}`;
}

function bySeverityAndPlace(a: RunFinding, b: RunFinding): number {
  if (a.severity !== b.severity) return a.severity === 'damage' ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.byte ?? -1) - (b.byte ?? -1);
}
