import { type Json, SeatrialError } from '#base';

const MAX_DEPTH = 64;

/**
 * A deep copy of a JSON value that shares nothing with it and may be changed. `undefined` members are left out. Objects have no prototype, so that
 * a key from outside (`constructor`, `__proto__`) finds nothing but what is really there.
 *
 * @throws WORLD_NOT_JSON for anything JSON cannot hold (dates, promises, functions, NaN), and deeper than 64 levels
 */
export function copyJson(value: unknown): Json {
  return copy(value, 0, false);
}

/** As {@link copyJson}, and the copy is frozen at every level. */
export function frozenCopy(value: unknown): Json {
  return copy(value, 0, true);
}

// `Object.create(null)` would do the same, but engines keep such objects as hash tables, and copies took four times as long
const BareObject = function BareObject() {} as unknown as { new (): { [key: string]: Json }; prototype: object };
BareObject.prototype = Object.freeze(Object.create(null));

function copy(value: unknown, depth: number, frozen: boolean): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) throw notJson(value, depth);
  const made = Array.isArray(value)
    ? value.map((item) => copy(item, depth + 1, frozen))
    : copyMembers(value, depth, frozen);
  return frozen ? Object.freeze(made) : made;
}

function copyMembers(value: object, depth: number, frozen: boolean): { [key: string]: Json } {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== BareObject.prototype && prototype !== Object.prototype && prototype !== null)
    throw notJson(value, depth);
  const made = new BareObject();
  const members = value as { readonly [key: string]: unknown };
  for (const key of Object.keys(value)) {
    const member = members[key];
    if (member !== undefined) made[key] = copy(member, depth + 1, frozen);
  }
  return made;
}

function notJson(value: unknown, depth: number): SeatrialError {
  const got = typeof value === 'object' ? (value?.constructor?.name ?? 'object') : String(value);
  return new SeatrialError('WORLD_NOT_JSON', {
    message:
      depth >= MAX_DEPTH
        ? `expected at most ${MAX_DEPTH} levels of nesting, got more`
        : `expected a JSON value, got ${got}`,
    hint: 'keep only text, finite numbers, booleans, null, arrays and plain objects in a state and in results; dates as ISO text',
  });
}
