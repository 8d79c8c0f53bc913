import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestBytes, type Json, SeatrialError } from '#base';
import { type BlobRef, parseBoundedJson, parseDocument } from '#schema';
import { type SeamBody, type SeamEvent, type SeamEventOf, seamEventSchema } from './seam-event.ts';

/** A record as it was found. */
export interface ReadRecord {
  readonly events: readonly SeamEvent[];
  /** Bytes of a last line that was not written to its end; 0 for a record that ended in order or between lines. */
  readonly tornBytes: number;
  /** The text of a body, from the record or from beside it. */
  text(body: SeamBody): Promise<string>;
  /** The arguments of a call, wherever they are kept. */
  argumentsOf(call: SeamEventOf<'call'>): Promise<Json>;
}

const limits = { lineBytes: 16 * 1024 * 1024, events: 5_000_000, blobBytes: 256 * 1024 * 1024 };

/**
 * Reads a record. A torn last line, which a killed process leaves, is left out and told; anything else that is broken is refused.
 *
 * @throws SEAM_RECORD_DAMAGED, SEAM_RECORD_TOO_LARGE, SEAM_BLOB_DAMAGED (by `text` and `argumentsOf`)
 */
export async function readSeamRecord(path: string): Promise<ReadRecord> {
  const { lines, rest } = await splitLines(path);
  const events = lines.map((line, at) => decode(line, { file: path, line: at + 1 }));
  const first = events[0];
  if (first !== undefined && first.kind !== 'begin')
    throw damaged('a record that begins with its begin event', `one that begins with ${first.kind}`, path, 1);
  const blobs = join(dirname(path), 'blobs');
  return {
    events,
    tornBytes: rest,
    text: async (body) => ('text' in body ? body.text : await readBlob(blobs, body.blob)),
    argumentsOf: async ({ arguments: args, argumentsBlob }) =>
      argumentsBlob === null ? args : parseBoundedJson(await readBlob(blobs, argumentsBlob), argumentsBlob.digest),
  };
}

async function splitLines(path: string): Promise<{ lines: string[]; rest: number }> {
  const lines: string[] = [];
  let pending: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      lines.push(Buffer.concat([...pending, chunk.subarray(from, end)]).toString('utf8'));
      pending = [];
      length = 0;
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > limits.lineBytes || lines.length > limits.events) throw tooLarge(path);
  }
  return { lines, rest: length };
}

function decode(line: string, where: { file: string; line: number }): SeamEvent {
  try {
    return parseDocument(seamEventSchema, parseBoundedJson(line, where.file), 'SEAM_RECORD_DAMAGED', where);
  } catch (cause) {
    if (cause instanceof SeatrialError && cause.code === 'SEAM_RECORD_DAMAGED') throw cause;
    throw damaged('a line of JSON', 'something else', where.file, where.line);
  }
}

async function readBlob(folder: string, { digest, bytes }: BlobRef): Promise<string> {
  const path = join(folder, digest.slice('sha256:'.length));
  const size = await stat(path).then(
    (found) => found.size,
    () => -1,
  );
  const content = size === bytes && size <= limits.blobBytes ? await readFile(path) : null;
  if (content !== null && digestBytes(content) === digest) return content.toString('utf8');
  throw new SeatrialError('SEAM_BLOB_DAMAGED', {
    message: `expected a body of ${bytes} bytes with its digest, got ${size < 0 ? 'no file' : 'another content'}`,
    hint: 'a record and its blobs folder belong together',
    where: { file: path },
  });
}

function damaged(expected: string, got: string, file: string, line: number): SeatrialError {
  return new SeatrialError('SEAM_RECORD_DAMAGED', {
    message: `expected ${expected}, got ${got}`,
    hint: 'restore the record from a copy, or record again',
    where: { file, line },
  });
}

function tooLarge(file: string): SeatrialError {
  return new SeatrialError('SEAM_RECORD_TOO_LARGE', {
    message: `expected lines of at most ${limits.lineBytes} bytes and at most ${limits.events} events, got more`,
    where: { file },
  });
}
