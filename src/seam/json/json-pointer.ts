import type { Json } from '#base';

/** The member names and item numbers of a JSON Pointer (RFC 6901). */
export function pointerParts(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON Pointer of member names and item numbers. */
export function pointerOf(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at a pointer; undefined where there is none. Only own members are looked at. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  let at: Json | undefined = value;
  for (const part of pointerParts(pointer)) {
    if (at === null || at === undefined || typeof at !== 'object') return undefined;
    at = childOf(at, part);
  }
  return at;
}

/** A member of an object or an item of an array; undefined where there is none. */
export function childOf(
  parent: readonly Json[] | { readonly [key: string]: Json | undefined },
  part: string,
): Json | undefined {
  if (Array.isArray(parent))
    return /^(0|[1-9]\d{0,8})$/.test(part) ? (parent[Number(part)] as Json | undefined) : undefined;
  return Object.hasOwn(parent, part) ? (parent as { readonly [key: string]: Json | undefined })[part] : undefined;
}
