import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRaw, type ZlibOptions } from 'node:zlib';
import { blobDamaged } from './blob-damage.ts';
import type { StoredBlob } from './run-files.ts';

/** Bytes before the deflate stream of a blob file. */
const gzipHeaderBytes = 10;
/** Bytes after it: CRC-32 and length of the content, little-endian. */
const gzipTrailerBytes = 8;

/** Fixed, so that a blob file has one form only and damage to the header is seen: no name, no time, unknown system. RFC 1952. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** Level 4 writes 1.5 times as fast as level 6 and is 5 % larger on transcripts. */
const level = 4;

const deflate = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/** Below this a file takes one block of the disk however small it is, and compressing costs more than writing. */
const storedBytes = 4096 - 32;

/** A content as a gzip file of one member. */
export async function gzipFrame(content: Buffer): Promise<Buffer> {
  const body = content.length <= storedBytes ? storedBlock(content) : await deflate(content, { level });
  const trailer = Buffer.alloc(gzipTrailerBytes);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([header, body, trailer]);
}

/** A deflate stream of one block that is not compressed. RFC 1951, 3.2.4. */
function storedBlock(content: Buffer): Buffer {
  const start = Buffer.alloc(5);
  start.writeUInt8(1, 0);
  start.writeUInt16LE(content.length, 1);
  start.writeUInt16LE(content.length ^ 0xffff, 3);
  return Buffer.concat([start, content]);
}

/**
 * The deflate stream inside a file written by {@link gzipFrame}, with what its trailer says of the content.
 *
 * @param name named in errors
 * @throws STORE_BLOB_DAMAGED when the file has another form
 */
export function openGzipFrame(file: Buffer, name: string): StoredBlob {
  if (file.length < gzipHeaderBytes + gzipTrailerBytes || header.compare(file, 0, gzipHeaderBytes) !== 0)
    throw blobDamaged('a gzip file as seatrial writes it', 'another file', name);
  const end = file.length - gzipTrailerBytes;
  return {
    deflated: true,
    body: file.subarray(gzipHeaderBytes, end),
    crc: file.readUInt32LE(end),
    bytes: file.readUInt32LE(end + 4),
  };
}

/**
 * Inflates a raw deflate stream that should give a known number of bytes; null when it does not, is damaged, or has bytes after its end.
 * Never makes more than `bytes` + 1 bytes of output, whatever the stream holds.
 */
export function inflateExactly(body: Buffer, bytes: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    inflateRaw(body, { maxOutputLength: bytes + 1, info: true }, (error, result) => {
      if (error !== null) return resolve(null);
      const { buffer, engine } = result as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
      resolve(buffer.length === bytes && engine.bytesWritten === body.length ? buffer : null);
    });
  });
}
