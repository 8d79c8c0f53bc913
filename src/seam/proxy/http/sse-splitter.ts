/** One event of a stream, with the blank line that ends it. */
export interface SseEvent {
  readonly bytes: Buffer;
  /** The lines of its data, joined; null for an event without any, such as a comment. */
  readonly data: string | null;
}

const maxEventBytes = 16 * 1024 * 1024;

/**
 * Splits a stream of server-sent events. Every byte that goes in comes out, once and in order; an event beyond 16 MB comes out unread.
 *
 * Source: HTML Living Standard, section 9.2.6 (lines end with LF, CRLF or CR).
 */
export class SseSplitter {
  #pending: Buffer = Buffer.alloc(0);
  /** Up to here no event ends. */
  #scanned = 0;

  push(chunk: Buffer): SseEvent[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const events: SseEvent[] = [];
    for (let end = this.#end(); end > 0; end = this.#end()) {
      events.push(readEvent(this.#pending.subarray(0, end)));
      this.#pending = this.#pending.subarray(end);
      this.#scanned = 0;
    }
    // The longest end of an event, less one byte.
    this.#scanned = Math.max(0, this.#pending.length - 3);
    if (this.#pending.length > maxEventBytes) events.push({ bytes: this.rest(), data: null });
    return events;
  }

  /** What is left when the stream ends: an event without its blank line, which clients ignore. */
  rest(): Buffer {
    const rest = this.#pending;
    this.#pending = Buffer.alloc(0);
    this.#scanned = 0;
    return rest;
  }

  #end(): number {
    return endOfEvent(this.#pending, this.#scanned);
  }
}

// A carriage return at the very end may be the first half of a line break: wait for the next chunk.
function endOfEvent(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const first = lineBreak(bytes, at);
    if (first === 0) continue;
    const second = lineBreak(bytes, at + first);
    if (second > 0) return at + first + second;
    at += first - 1;
  }
  return 0;
}

function lineBreak(bytes: Buffer, at: number): number {
  if (bytes[at] === 0x0a) return 1;
  if (bytes[at] !== 0x0d) return 0;
  if (at + 1 >= bytes.length) return 0;
  return bytes[at + 1] === 0x0a ? 2 : 1;
}

function readEvent(bytes: Buffer): SseEvent {
  const lines = bytes.toString('utf8').split(/\r\n|\n|\r/);
  const data = lines
    .filter((line) => line === 'data' || line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''));
  return { bytes, data: data.length === 0 ? null : data.join('\n') };
}

/** An event with other data: its other fields stay as they are. */
export function withData({ bytes }: SseEvent, data: string): Buffer {
  const lines = bytes.toString('utf8').split(/\r\n|\n|\r/);
  const others = lines.filter((line) => line !== '' && line !== 'data' && !line.startsWith('data:'));
  return Buffer.from(`${[...others, ...data.split('\n').map((line) => `data: ${line}`)].join('\n')}\n\n`);
}
