import type { Json } from '#base';

/** Whether two numbers are the same but for rounding: within one part in a billion. */
export function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Whether two JSON values are equal: types and lists exactly, members in any order, numbers but for rounding.
 *
 * @example sameJson({ a: 0.3 }, { a: 0.1 + 0.2 }) // true
 */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const [inA, inB] = [membersOf(a), membersOf(b)];
  return inA.size === inB.size && [...inA].every(([name, member]) => inB.has(name) && sameJson(member, inB.get(name)));
}

/** A list or an object. */
export type JsonContainer = readonly Json[] | { readonly [key: string]: Json | undefined };

/** Whether a value is a list or an object. */
export function isContainer(value: Json | undefined): value is JsonContainer {
  return typeof value === 'object' && value !== null;
}

/** The own members of an object or list by name; members that are undefined do not exist. A list's names are its indices. */
export function membersOf(container: JsonContainer): ReadonlyMap<string, Json> {
  return new Map(
    Object.entries(container).filter(
      (member): member is [string, Json] => (member[1] as Json | undefined) !== undefined,
    ),
  );
}
