import type { Json } from '#base';
import type { JsonPatch } from '../json/json-patch.ts';

/** One way to carry a mutation out on an answer's value. */
export interface Candidate {
  readonly patch: JsonPatch;
  /** The scalar it puts in, by which a later use of it can be recognised; undefined where there is none. */
  readonly put?: Json;
}

/** Numbers in [0, 1) by salt, the same for the same salt. */
export type Draw = (salt: string) => number;

/** The list from a drawn item on, and then from its beginning: every item once. */
export function startingAt<T>(items: readonly T[], fraction: number): T[] {
  const at = Math.floor(fraction * items.length);
  return [...items.slice(at), ...items.slice(0, at)];
}
