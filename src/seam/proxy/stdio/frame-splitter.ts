/** A piece of a stream of frames: a whole frame with its line break, or a part of one that is too long to be looked at. */
export interface FramePiece {
  readonly bytes: Buffer;
  /** False for a part of a frame beyond the bound; such a frame passes unread, part by part. */
  readonly whole: boolean;
}

/** Splits a stream into frames that end with a line break. Every byte that goes in comes out, once and in order. */
export class FrameSplitter {
  readonly #maxBytes: number;
  #pending: Buffer[] = [];
  #length = 0;
  #passing = false;

  /** @param maxBytes longer frames pass unread */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Buffer): FramePiece[] {
    const pieces: FramePiece[] = [];
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      pieces.push(this.#finish(chunk.subarray(from, end + 1)));
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from), pieces);
    return pieces;
  }

  /** What is left when the stream ends: a frame without its line break, forwarded as it is. */
  rest(): Buffer {
    const rest = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#length = 0;
    return rest;
  }

  #finish(last: Buffer): FramePiece {
    const bytes = this.#pending.length === 0 ? last : Buffer.concat([...this.#pending, last]);
    const whole = !this.#passing && bytes.length <= this.#maxBytes;
    this.#pending = [];
    this.#length = 0;
    this.#passing = false;
    return { bytes, whole };
  }

  #keep(part: Buffer, pieces: FramePiece[]): void {
    this.#pending.push(part);
    this.#length += part.length;
    if (this.#length <= this.#maxBytes) return;
    this.#passing = true;
    pieces.push({ bytes: this.rest(), whole: false });
  }
}
