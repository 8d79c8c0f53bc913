import { type Json, sameJson } from '#base';
import { sameNumber } from './same-number.ts';

/**
 * Whether two JSON values are equal as graders see it: types and lists exactly, members in any order, numbers but for rounding.
 *
 * @example sameValue({ a: 0.3 }, { a: 0.1 + 0.2 }) // true
 */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return sameJson(a, b, sameNumber);
}
