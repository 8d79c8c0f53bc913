import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that depends on the named parts alone: the first 48 bits of their SHA-256. Parts are length-prefixed, so that `('a', 'bc')`
 * and `('ab', 'c')` differ.
 *
 * Decisions are made of these and never of a stream, so that one more call changes no other decision.
 */
export function keyedFraction(...parts: readonly (string | number)[]): number {
  const hash = createHash('sha256');
  for (const part of parts) {
    const text = String(part);
    hash.update(`${text.length}:${text};`);
  }
  return hash.digest().readUIntBE(0, 6) / 2 ** 48;
}
