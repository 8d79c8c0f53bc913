import { type Json, pointerNames, pointerOf } from '#base';

/** A place in a JSON value, with what is there. */
export interface JsonPlace {
  readonly pointer: string;
  /** Member names and item numbers from the root. */
  readonly parts: readonly string[];
  readonly value: Json;
}

/** Most places looked at in one value; a larger answer is faulted in its beginning. */
const mostPlaces = 20_000;

/** All places of a value, the root first, in document order. */
export function jsonPlaces(root: Json): JsonPlace[] {
  const places: JsonPlace[] = [];
  const visit = (value: Json, parts: readonly string[]): void => {
    if (places.length >= mostPlaces) return;
    places.push({ pointer: pointerOf(parts), parts, value });
    if (value === null || typeof value !== 'object') return;
    for (const [name, child] of Object.entries(value)) if (child !== undefined) visit(child, [...parts, name]);
  };
  visit(root, []);
  return places;
}

/** The places that a pointer pattern fits, in which `*` stands for any one member or item. */
export function placesAt(root: Json, pattern: string): JsonPlace[] {
  const wanted = pointerNames(pattern);
  return jsonPlaces(root).filter(
    ({ parts }) =>
      parts.length === wanted.length && parts.every((part, at) => wanted[at] === '*' || wanted[at] === part),
  );
}
