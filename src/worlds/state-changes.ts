import { isJsonObject, type Json, type JsonObject, pointerOf, sameJson } from '#base';
import type { StateChange } from './world.ts';

type JsonArray = readonly Json[];

/**
 * What differs between two JSON values, as the smallest places that do, sorted by path in UTF-16 code units. Equal values give nothing.
 *
 * Objects are compared by member, arrays by position. Arrays whose elements are objects that each have an `id` of their own (text or number) are
 * compared by `id`: an element is reported at its position in `after`, a removed one at its position in `before`, and when the surviving
 * elements stand in another order the array itself is reported as well.
 *
 * Paths are JSON Pointers (RFC 6901); the whole value is the empty path.
 *
 * @example stateChanges({ a: 1, b: [1] }, { a: 2, b: [1, 3] })
 * // [{ path: '/a', before: 1, after: 2 }, { path: '/b/1', after: 3 }]
 */
export function stateChanges(before: Json, after: Json): readonly StateChange[] {
  const changes: StateChange[] = [];
  compare('', before, after, changes);
  return joined(changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)));
}

function compare(path: string, before: Json | undefined, after: Json | undefined, into: StateChange[]): void {
  if (sameJson(before, after)) return;
  if (before === undefined || after === undefined) {
    into.push({ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
  } else if (isArray(before) && isArray(after)) compareArrays(path, before, after, into);
  else if (isJsonObject(before) && isJsonObject(after)) compareObjects(path, before, after, into);
  else into.push({ path, before, after });
}

function compareObjects(path: string, before: JsonObject, after: JsonObject, into: StateChange[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(path + pointerOf([key]), own(before, key), own(after, key), into);
  }
}

function compareArrays(path: string, before: JsonArray, after: JsonArray, into: StateChange[]): void {
  const idsBefore = identities(before);
  const idsAfter = identities(after);
  if (idsBefore === null || idsAfter === null) {
    for (let at = 0; at < Math.max(before.length, after.length); at++)
      compare(`${path}/${at}`, before[at], after[at], into);
    return;
  }
  for (const [id, at] of idsBefore) {
    const now = idsAfter.get(id);
    if (now === undefined) compare(`${path}/${at}`, before[at], undefined, into);
    else compare(`${path}/${now}`, before[at], after[now], into);
  }
  for (const [id, at] of idsAfter) if (!idsBefore.has(id)) compare(`${path}/${at}`, undefined, after[at], into);
  if (!sameOrder(idsBefore, idsAfter)) into.push({ path, before, after });
}

/** Each element's `id` to its position; null when some element has none, or one occurs twice. */
function identities(array: JsonArray): Map<string | number, number> | null {
  const found = new Map<string | number, number>();
  for (const [at, item] of array.entries()) {
    const id = isJsonObject(item) ? own(item, 'id') : undefined;
    if ((typeof id !== 'string' && typeof id !== 'number') || found.has(id)) return null;
    found.set(id, at);
  }
  return found;
}

function sameOrder(before: Map<string | number, number>, after: Map<string | number, number>): boolean {
  const survivors = [...before.keys()].filter((id) => after.has(id));
  const order = [...after.keys()].filter((id) => before.has(id));
  return survivors.every((id, at) => id === order[at]);
}

/** An element removed where another was added is one change of one place. */
function joined(sorted: readonly StateChange[]): readonly StateChange[] {
  const result: StateChange[] = [];
  for (const change of sorted) {
    const last = result.at(-1);
    if (last?.path === change.path) result[result.length - 1] = { ...last, ...change };
    else result.push(change);
  }
  return result;
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isArray(value: Json): value is JsonArray {
  return Array.isArray(value);
}
