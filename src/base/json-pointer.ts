import type { Json } from './canonical-json.ts';
import type { JsonObject } from './json-object.ts';

/**
 * The names of members and positions in lists that a JSON Pointer goes through, unescaped; none for the empty pointer, the whole document.
 *
 * Source: RFC 6901. Whatever stands before the first slash is passed over: whoever takes pointers from outside checks their form.
 *
 * @example pointerNames('/a~1b/0') // ['a/b', '0']
 */
export function pointerNames(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * The JSON Pointer through these names and positions.
 *
 * @example pointerOf(['a/b', 0]) // '/a~1b/0'
 */
export function pointerOf(names: readonly (string | number)[]): string {
  return names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a JSON Pointer; undefined where there is none. Only own members are looked at. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let here: Json | undefined = document;
  for (const name of pointerNames(pointer)) here = memberOf(here, name);
  return here;
}

/** An own member of an object, or an element of a list, by its name in a JSON Pointer; undefined where there is none. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return (value as JsonObject)[name];
}
