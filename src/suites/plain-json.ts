import { type Json, SeatrialError } from '#base';

/** Bounds on a value from outside, in values of every kind and in levels of nesting. */
const bounds = { values: 1_000_000, depth: 100 };

/**
 * A copy of a value as plain JSON. Members that are undefined are left out, so that a suite written in TypeScript equals the same one in YAML.
 *
 * @throws SUITES_NOT_JSON naming the path of a function, a class's instance, a number JSON cannot hold, or a value beyond the bounds
 */
export function plainJson(value: unknown): Json {
  let values = 0;
  const copy = (part: unknown, path: readonly PropertyKey[]): Json => {
    values++;
    if (values > bounds.values) throw notJson(path, `at most ${bounds.values} values`, 'more');
    if (path.length > bounds.depth)
      throw notJson(path.slice(0, 8), `at most ${bounds.depth} levels of nesting`, 'more');
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') return exactNumber(part, path);
    if (Array.isArray(part)) return part.map((item: unknown, at) => copy(item, [...path, at]));
    if (typeof part === 'object' && isPlain(part)) return members(part, path, copy);
    throw notJson(path, 'a value that JSON can hold', nameOf(part));
  };
  return copy(value, []);
}

/** A refusal of {@link plainJson}; the path leads to the value that was refused. */
export class NotJson extends SeatrialError {
  readonly path: readonly PropertyKey[];

  constructor(path: readonly PropertyKey[], expected: string, got: string) {
    super('SUITES_NOT_JSON', {
      message: `expected ${expected}, got ${got}`,
      hint: 'write text, numbers, true, false, null, lists and plain objects; put long numbers in quotes',
    });
    this.path = path;
  }
}

function members(
  value: object,
  path: readonly PropertyKey[],
  copy: (part: unknown, path: readonly PropertyKey[]) => Json,
): Json {
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) entries.push([key, copy(member, [...path, key])]);
  // fromEntries defines own members, also of the name __proto__
  return Object.fromEntries(entries);
}

function exactNumber(value: number, path: readonly PropertyKey[]): number {
  if (!Number.isFinite(value)) throw notJson(path, 'a number', String(value));
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw notJson(path, 'a number that can be held exactly', String(value));
  return Object.is(value, -0) ? 0 : value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // a module under test may come from another realm, whose Object is not ours
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  const { name } = (value as { constructor?: { name?: unknown } }).constructor ?? {};
  return typeof name === 'string' && name !== '' ? `an object of class ${name}` : 'an object that is not plain';
}

function notJson(path: readonly PropertyKey[], expected: string, got: string): NotJson {
  return new NotJson(path, expected, got);
}
