import { SeatrialError } from '#base';

const mebi = 1024 * 1024;

/**
 * Bounds on what a run on disk may hold, checked when writing and again when reading, because a run may come from anywhere.
 */
export const storeLimits = {
  /** One journal line, in bytes. Words and calls belong into blobs, so a line is about 1.5 KB in practice. */
  lineBytes: 16 * mebi,
  /** Attempts in one run. */
  attempts: 1_000_000,
  /** Content of one blob before compression, and all interned text that one trajectory may pull in, in bytes. */
  blobBytes: 256 * mebi,
  specBytes: 64 * mebi,
  sealBytes: mebi,
  /** A journal, in bytes. */
  journalBytes: 4096 * mebi,
  /** The index over a journal, in bytes: a little more than its attempts can take. */
  indexBytes: 32 * mebi,
  /** The directory of a pack of blobs, in bytes: about six million blobs. */
  packDirectoryBytes: 256 * mebi,
  /** Nesting of any JSON in a run: intake allows 200 levels, and a record adds a few of its own. */
  depth: 256,
  /** Shortest string, in UTF-16 code units, that is stored apart once it repeats. */
  internChars: 1024,
  /** Interned text a reader keeps in memory, in bytes. */
  cacheBytes: 32 * mebi,
} as const;

/** The error for a file of a run that is larger than it may be. */
export function tooLarge(file: string, size: number, maxBytes: number): SeatrialError {
  return new SeatrialError('STORE_TOO_LARGE', {
    message: `expected at most ${maxBytes} bytes, got ${size}`,
    where: { file },
  });
}
