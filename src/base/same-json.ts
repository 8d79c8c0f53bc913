import type { Json } from './canonical-json.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';

/**
 * Whether two JSON values are equal: types and lists exactly, members in any order; members that are `undefined` do not exist, as in
 * `canonicalJson`. Makes no text of them, because it runs over whole states.
 *
 * @param sameNumber when two numbers are equal; exactly unless told
 * @example sameJson({ a: 1, b: [true] }, { b: [true], a: 1 }) // true
 */
export function sameJson(
  a: Json | undefined,
  b: Json | undefined,
  sameNumber: (a: number, b: number) => boolean = (one, other) => one === other,
): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at], sameNumber));
  return isJsonObject(a) && isJsonObject(b) && sameMembers(a, b, sameNumber);
}

function sameMembers(a: JsonObject, b: JsonObject, sameNumber: (a: number, b: number) => boolean): boolean {
  let unseen = 0;
  for (const key of Object.keys(b)) if (b[key] !== undefined) unseen++;
  for (const key of Object.keys(a)) {
    if (a[key] === undefined) continue;
    if (!Object.hasOwn(b, key) || !sameJson(a[key], b[key], sameNumber)) return false;
    unseen--;
  }
  return unseen === 0;
}
