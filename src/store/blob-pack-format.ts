import { crc32 } from 'node:zlib';

/**
 * `blobs.pack`: one entry after another, each a line `<64 hex digits of the digest> <bytes> <CRC-32 of the file>` with its line feed and the blob's file
 * (a gzip frame). A sealed pack ends with its directory: for each blob, sorted by digest, the digest (32 bytes), the offset of its entry's line (6)
 * and the length of its file (6), big-endian; then 8 bytes `53 54 50 4b 00 00 00 01`, the number of blobs (4) and the CRC-32 of all before it in the directory
 * (4).
 */
export interface PackEntry {
  /** The 64 hexadecimal digits of the content's digest. */
  readonly hex: string;
  /** Where the entry's line begins. */
  readonly offset: number;
  /** Length of the blob's file. */
  readonly length: number;
}

/** Longest line of an entry, with its line feed. */
export const packLineBytes = 64 + 1 + 10 + 1 + 10 + 1;
/** Length of a directory's row. */
export const packRowBytes = 44;
/** Length of what closes a directory: mark, count and checksum. */
export const packFooterBytes = 16;

const mark = Buffer.from('5354504b00000001', 'hex');

/** The line before a blob's file. */
export function packLine(hex: string, file: Buffer): Buffer {
  return Buffer.from(`${hex} ${file.length} ${crc32(file)}\n`, 'latin1');
}

/** What a line of an entry says, and how long it is; null when the bytes do not begin with one. */
export function readPackLine(bytes: Buffer): { hex: string; length: number; crc: number; lineBytes: number } | null {
  const end = bytes.subarray(0, packLineBytes).indexOf(0x0a);
  const match = /^([0-9a-f]{64}) (\d{1,10}) (\d{1,10})$/.exec(bytes.toString('latin1', 0, Math.max(0, end)));
  if (match === null) return null;
  return { hex: match[1] ?? '', length: Number(match[2]), crc: Number(match[3]), lineBytes: end + 1 };
}

/** The directory at the end of a sealed pack. */
export function packDirectory(entries: Iterable<PackEntry>): Buffer {
  const sorted = [...entries].sort((a, b) => (a.hex < b.hex ? -1 : 1));
  const rows = Buffer.alloc(sorted.length * packRowBytes);
  for (const [at, { hex, offset, length }] of sorted.entries()) {
    const row = at * packRowBytes;
    rows.write(hex, row, 'hex');
    rows.writeUIntBE(offset, row + 32, 6);
    rows.writeUIntBE(length, row + 38, 6);
  }
  const count = Buffer.alloc(4);
  count.writeUInt32BE(sorted.length);
  const body = Buffer.concat([rows, mark, count]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([body, checksum]);
}

/** How many bytes the directory takes that a pack ends with, told by its last {@link packFooterBytes}; null when it ends with none. */
export function packDirectoryBytes(footer: Buffer): number | null {
  if (footer.length !== packFooterBytes || mark.compare(footer, 0, mark.length) !== 0) return null;
  return footer.readUInt32BE(mark.length) * packRowBytes + packFooterBytes;
}

/** Whether the bytes are a whole directory. */
export function isPackDirectory(bytes: Buffer): boolean {
  if (packDirectoryBytes(bytes.subarray(-packFooterBytes)) !== bytes.length) return false;
  return crc32(bytes.subarray(0, -4)) === bytes.readUInt32BE(bytes.length - 4);
}

/** Finds a blob in a whole directory. */
export function lookUpPack(directory: Buffer, hex: string): PackEntry | null {
  const wanted = Buffer.from(hex, 'hex');
  let low = 0;
  for (let high = (directory.length - packFooterBytes) / packRowBytes; low < high; ) {
    const middle = (low + high) >>> 1;
    const row = middle * packRowBytes;
    const order = wanted.compare(directory, row, row + 32);
    if (order === 0)
      return { hex, offset: directory.readUIntBE(row + 32, 6), length: directory.readUIntBE(row + 38, 6) };
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return null;
}

/** Every blob that a whole directory names, in its order. */
export function packDigests(directory: Buffer): string[] {
  return Array.from({ length: (directory.length - packFooterBytes) / packRowBytes }, (_, at) =>
    directory.toString('hex', at * packRowBytes, at * packRowBytes + 32),
  );
}
