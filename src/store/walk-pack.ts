import { crc32 } from 'node:zlib';
import { type PackEntry, packLineBytes, readPackLine } from './blob-pack-format.ts';

/** An entry found by walking a pack. */
export interface WalkedEntry extends PackEntry {
  /** Where the entry ends. */
  readonly end: number;
  /** Whether the file is there and as its line says. */
  readonly whole: boolean;
}

/**
 * Goes through the entries of a pack from its start, and ends at what is no entry: its directory, damage, or what a crash left.
 * A damaged file between two whole lines is told and passed over.
 *
 * @param chunks the pack from its start; a chunk need not stay valid after the next
 */
export async function* walkPack(chunks: AsyncIterable<Buffer>): AsyncGenerator<WalkedEntry> {
  const input = new PackInput(chunks);
  for (let offset = 0; ; ) {
    const line = readPackLine(await input.peek(packLineBytes));
    if (line === null) return;
    input.skip(line.lineBytes);
    const { bytes, crc } = await input.checksum(line.length);
    const end = offset + line.lineBytes + bytes;
    const whole = bytes === line.length && crc === line.crc;
    yield { hex: line.hex, offset, length: line.length, end, whole };
    if (bytes < line.length) return;
    offset = end;
  }
}

/** Bytes of a stream, looked at and passed by. */
class PackInput {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes, fewer where the stream ends. */
  async peek(bytes: number): Promise<Buffer> {
    while (this.#rest.length < bytes) {
      // copied, because the chunk it is a part of is about to be overwritten
      const kept = Buffer.from(this.#rest);
      const { done, value } = await this.#chunks.next();
      this.#rest = done === true ? kept : Buffer.concat([kept, value]);
      if (done === true) break;
    }
    return this.#rest;
  }

  skip(bytes: number): void {
    this.#rest = this.#rest.subarray(bytes);
  }

  /** Passes over bytes: how many there were, and their CRC-32. */
  async checksum(length: number): Promise<{ bytes: number; crc: number }> {
    let bytes = 0;
    let crc = 0;
    while (bytes < length && (this.#rest.length > 0 || (await this.peek(1)).length > 0)) {
      const part = this.#rest.subarray(0, length - bytes);
      crc = crc32(part, crc);
      bytes += part.length;
      this.skip(part.length);
    }
    return { bytes, crc };
  }
}
