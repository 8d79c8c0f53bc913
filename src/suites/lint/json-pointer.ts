import type { Json } from '#base';

/** The names in a JSON Pointer (RFC 6901), unescaped; none for the whole document. */
export function pointerNames(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a JSON Pointer; undefined where there is none. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let here: Json | undefined = document;
  for (const name of pointerNames(pointer)) here = memberOf(here, name);
  return here;
}

/** A member of an object or an element of a list, by its name in a pointer. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return (value as { readonly [key: string]: Json | undefined })[name];
}
