import { type Digest, isDigest, type Place, SeatrialError } from '#base';

/** Version of the format that this code writes; `design/0003-run-on-disk.md` describes it. */
export const formatVersion = 1;

/** Names of the files of a run, relative to its folder. */
export const runLayout = {
  spec: 'spec.json',
  journal: 'journal.jsonl',
  index: 'journal.index',
  seal: 'manifest.json',
  blobs: 'blobs',
  /** The blobs of a run that was written live, one after another. */
  pack: 'blobs.pack',
  /** Half-written files of a run that is being written; gone once it is sealed. */
  work: 'wip',
  lock: 'writer.lock',
} as const;

/** The path of a blob inside a run, without `.gz`. Built from a digest alone, so that no text from outside becomes a path. */
export function blobName(digest: string): string {
  const hex = hexOf(digest);
  return `${runLayout.blobs}/${hex.slice(0, 2)}/${hex}`;
}

/** The digest that a path inside a run names as a blob (with or without `.gz`), or null when the path is no blob's. */
export function blobDigest(name: string): Digest | null {
  const match = /^blobs\/([0-9a-f]{2})\/([0-9a-f]{64})(?:\.gz)?$/.exec(name);
  if (match === null || match[2]?.startsWith(match[1] ?? '') !== true) return null;
  return `sha256:${match[2]}`;
}

/** The 64 hexadecimal digits of a digest. */
export function hexOf(digest: string): string {
  if (!isDigest(digest))
    throw new SeatrialError('STORE_BAD_DIGEST', {
      message: `expected sha256: and 64 hexadecimal digits, got ${JSON.stringify(digest.slice(0, 80))}`,
    });
  return digest.slice('sha256:'.length);
}

/**
 * Refuses a seal or journal header of a format version that this code does not know.
 *
 * @throws STORE_VERSION_UNSUPPORTED
 */
export function refuseOtherVersion(version: number, place: Place): void {
  if (version === formatVersion) return;
  throw new SeatrialError('STORE_VERSION_UNSUPPORTED', {
    message: `expected a run of format version ${formatVersion}, got version ${version}`,
    hint: 'a newer seatrial wrote this run; update seatrial to read it',
    where: place,
  });
}
