import { canonicalJson, type Json, pointerNames, SeatrialError } from '#base';
import type { StateChange } from '#worlds';
import { type JsonContainer, membersOf } from '../json-container.ts';
import { sameValue } from '../same-value.ts';

/**
 * The state after changes, from the state before: the inverse of a world's `changes()`.
 *
 * Removed elements of a list stand at their old position, all others at their new one; a change of a place includes all changes below it.
 *
 * @throws GRADERS_WORLD_MISMATCH when what was there before is not what the changes say: they belong to another initial state
 * @example applyChanges({ a: 1, b: [1] }, [{ path: '/a', before: 1, after: 2 }]) // { a: 2, b: [1] }
 */
export function applyChanges(initial: Json, changes: readonly StateChange[]): Json {
  const root: ChangeNode = { change: null, below: new Map() };
  for (const change of changes) {
    let node = root;
    for (const name of pointerNames(change.path)) node = childOf(node, name);
    node.change = change;
  }
  return changed(initial, root) ?? null;
}

interface ChangeNode {
  change: StateChange | null;
  readonly below: Map<string, ChangeNode>;
}

function childOf(node: ChangeNode, name: string): ChangeNode {
  const known = node.below.get(name);
  if (known !== undefined) return known;
  const made: ChangeNode = { change: null, below: new Map() };
  node.below.set(name, made);
  return made;
}

function changed(value: Json | undefined, { change, below }: ChangeNode): Json | undefined {
  if (change !== null) {
    refuseOther(value, change);
    return change.after;
  }
  if (below.size === 0) return value;
  if (typeof value !== 'object' || value === null)
    throw mismatch([...below.keys()][0] ?? '', 'an object or a list', value);
  return Array.isArray(value) ? changedList(value, below) : changedObject(value as JsonContainer, below);
}

function changedObject(value: JsonContainer, below: ReadonlyMap<string, ChangeNode>): Json {
  const members = new Map(membersOf(value));
  for (const [name, node] of below) {
    const member = changed(members.get(name), node);
    if (member === undefined) members.delete(name);
    else members.set(name, member);
  }
  // `fromEntries` defines own members, so a member called `__proto__` stays one.
  return Object.fromEntries(members);
}

/** What is removed or replaced leaves from its old position; what comes takes its new one; what stays fills the rest in its old order. */
function changedList(list: readonly Json[], below: ReadonlyMap<string, ChangeNode>): Json {
  const [leaving, coming] = [new Set<number>(), new Map<number, Json>()];
  for (const [name, { change }] of below) {
    const at = Number(name);
    if (!/^\d{1,9}$/.test(name)) throw mismatch(name, 'a position in a list', list);
    if (change?.before !== undefined) {
      refuseOther(list[at], change);
      leaving.add(at);
    }
    if (change?.after !== undefined) coming.set(at, change.after);
  }
  const staying = list.filter((_, at) => !leaving.has(at)).values();
  const length = list.length - leaving.size + coming.size;
  return Array.from({ length }, (_, at) => {
    const come = coming.get(at);
    if (come !== undefined) return come;
    const stayed = staying.next().value;
    // Where an element left, the changes below are those of the element that stands there now.
    return changed(stayed, { change: null, below: below.get(String(at))?.below ?? new Map() }) ?? null;
  });
}

function refuseOther(value: Json | undefined, { path, before }: StateChange): void {
  if (!sameValue(value, before)) throw mismatch(path, before === undefined ? 'nothing' : canonicalJson(before), value);
}

function mismatch(path: string, expected: string, got: Json | undefined): SeatrialError {
  const shown = got === undefined ? 'nothing' : canonicalJson(got);
  return new SeatrialError('GRADERS_WORLD_MISMATCH', {
    message: `expected ${expected.slice(0, 200)} in the initial state, got ${shown.slice(0, 200)}`,
    hint: 'grade with the suite and the world that the trial was played with',
    where: { path },
  });
}
