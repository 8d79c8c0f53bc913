import { closeSync, existsSync, fdatasyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestBytes, type Json, SeatrialError } from '#base';
import type { BlobRef } from '#schema';
import { redactEvent } from './redact-event.ts';
import type { SeamBody, SeamEvent } from './seam-event.ts';
import type { SeamRecord } from './seam-record.ts';

/** Bodies beyond this many bytes are kept beside the record, once for each content. */
const inlineBytes = 8192;

/**
 * A record in a file that did not exist before: one JSON line an event, written by the operating system when `append` returns, so that a killed
 * process loses nothing. Long bodies go to `blobs/` in the same folder by their digest.
 */
export class FileRecord implements SeamRecord, Disposable {
  readonly path: string;
  readonly #blobs: string;
  #file: number | null;

  /** @throws SEAM_RECORD_EXISTS, SEAM_RECORD_UNWRITABLE */
  constructor(path: string) {
    this.path = path;
    this.#blobs = join(dirname(path), 'blobs');
    try {
      mkdirSync(this.#blobs, { recursive: true });
      this.#file = openSync(path, 'ax', 0o600);
    } catch (cause) {
      throw openFailed(path, cause);
    }
  }

  append(event: SeamEvent): void {
    if (this.#file === null) return;
    const line = Buffer.from(`${JSON.stringify(this.#outsourced(redactEvent(event)))}\n`);
    for (let done = 0; done < line.length; ) done += writeSync(this.#file, line, done);
  }

  /** Flushes and closes; later events are dropped, because a client may still be talking. */
  close(): void {
    if (this.#file === null) return;
    fdatasyncSync(this.#file);
    closeSync(this.#file);
    this.#file = null;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #outsourced(event: SeamEvent): SeamEvent {
    if (event.kind === 'call') return this.#shortCall(event);
    if (event.kind === 'reply') return { ...event, body: this.#short(event.body), truth: this.#short(event.truth) };
    if (event.kind === 'agent') return { ...event, body: this.#short(event.body) ?? event.body };
    return event;
  }

  #shortCall(event: Extract<SeamEvent, { kind: 'call' }>): SeamEvent {
    if (!isLarge(event.arguments)) return event;
    const text = JSON.stringify(event.arguments);
    return text.length <= inlineBytes ? event : { ...event, arguments: null, argumentsBlob: this.#keep(text) };
  }

  #short(body: SeamBody | null): SeamBody | null {
    return body === null || 'blob' in body || body.text.length <= inlineBytes ? body : { blob: this.#keep(body.text) };
  }

  #keep(text: string): BlobRef {
    const content = Buffer.from(text);
    const digest = digestBytes(content);
    const path = join(this.#blobs, digest.slice('sha256:'.length));
    if (!existsSync(path)) writeFileSync(path, content, { mode: 0o600 });
    return { digest, bytes: content.length };
  }
}

// Cheap look before writing the arguments out twice: most are small.
function isLarge(value: Json): boolean {
  let left = 512;
  const visit = (one: Json | undefined): void => {
    if (left <= 0) return;
    left--;
    if (typeof one === 'string') left -= one.length >> 4;
    else if (one !== null && typeof one === 'object') for (const child of Object.values(one)) visit(child);
  };
  visit(value);
  return left <= 0;
}

function openFailed(path: string, cause: unknown): SeatrialError {
  const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
  return new SeatrialError(exists ? 'SEAM_RECORD_EXISTS' : 'SEAM_RECORD_UNWRITABLE', {
    message: exists
      ? 'expected a record that does not exist yet, got one'
      : 'expected a folder that can be written to, got another',
    hint: exists ? 'name another run or trial: a record is never overwritten' : 'check the path and its permissions',
    where: { file: path },
    cause,
  });
}
