import type { Json } from '#base';
import { isContainer, membersOf } from '../same-json.ts';

/** The names in a JSON Pointer (RFC 6901), unescaped. The empty pointer has none and names the whole document. */
export function pointerNames(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON Pointer made of names. */
export function pointerOf(names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a JSON Pointer; undefined where there is none. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let here: Json | undefined = document;
  for (const name of pointerNames(pointer)) here = isContainer(here) ? membersOf(here).get(name) : undefined;
  return here;
}

/**
 * Whether a pattern covers a place: the place itself and everything below it; with a trailing `/**` only what is below. A segment `*` stands for
 * any name.
 *
 * @example coversPlace('/orders/*\/updatedAt', '/orders/O-1/updatedAt') // true
 */
export function coversPlace(pattern: string, place: string): boolean {
  const names = pointerNames(place);
  const wanted = pointerNames(pattern);
  const onlyBelow = wanted.at(-1) === '**';
  const prefix = onlyBelow ? wanted.slice(0, -1) : wanted;
  if (names.length < prefix.length + (onlyBelow ? 1 : 0)) return false;
  return prefix.every((segment, at) => segment === '*' || segment === names[at]);
}
