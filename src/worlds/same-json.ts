import type { Json } from '#base';

/** Whether two JSON values are equal, whatever the order of their keys. Allocates nothing, because it runs over whole states. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]));
  if (Array.isArray(b)) return false;
  return sameMembers(a as JsonObject, b as JsonObject);
}

type JsonObject = { readonly [key: string]: Json | undefined };

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}
