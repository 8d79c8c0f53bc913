import { type PackEntry, packDirectory } from './blob-pack-format.ts';
import type { RunFiles } from './run-files.ts';
import { runLayout } from './run-layout.ts';
import { walkPack } from './walk-pack.ts';

/** Where a pack is not as it should be. */
export interface PackDamage {
  readonly byte: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * Checks every byte of a sealed run's pack: each entry against its checksum, and the directory against the entries.
 *
 * Entries that no line refers to, left by a process that was killed between a blob and its line, are sound; the directory does not name them.
 *
 * @param referenced the digits of the digests that the journal refers to
 */
export async function findPackDamage(files: RunFiles, referenced: ReadonlySet<string>): Promise<PackDamage[]> {
  const size = await files.size(runLayout.pack);
  if (size === null) return [];
  const entries = new Map<string, PackEntry>();
  const damage: PackDamage[] = [];
  let position = 0;
  for await (const entry of walkPack(files.chunks(runLayout.pack))) {
    if (!entry.whole)
      damage.push({ byte: entry.offset, expected: 'a blob with a fitting checksum', found: 'a damaged one' });
    if (referenced.has(entry.hex)) entries.set(entry.hex, entry);
    position = entry.end;
  }
  const expected = packDirectory(entries.values());
  const rest = size - position;
  const found = rest === expected.length ? await files.readRange(runLayout.pack, position, rest) : null;
  if (found === null || !found.equals(expected))
    damage.push({ byte: position, expected: 'the directory of the blobs before it', found: 'something else' });
  return damage;
}
