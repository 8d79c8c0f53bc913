import { canonicalJson, type Json, memberOf, pointerNames, pointerOf, SeatrialError, valueAt } from '#base';

/** One operation of a JSON Patch (RFC 6902). */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** A JSON Patch (RFC 6902): operations in order. */
export type JsonPatch = readonly JsonPatchOperation[];

type Members = { readonly [key: string]: Json | undefined };

/**
 * Applies a patch; the value itself stays as it is.
 *
 * Source: RFC 6902.
 *
 * @throws SEAM_PATCH_FAILED when a place is missing or a test fails; nothing is applied then
 */
export function applyJsonPatch(value: Json, patch: JsonPatch): Json {
  return patch.reduce(applyOperation, value);
}

/**
 * The patch that leads back: `applyJsonPatch(applyJsonPatch(value, patch), invertJsonPatch(value, patch))` equals `value`.
 *
 * @throws SEAM_PATCH_FAILED when the patch does not apply to the value
 */
export function invertJsonPatch(value: Json, patch: JsonPatch): JsonPatch {
  const undo: JsonPatchOperation[][] = [];
  patch.reduce((current, operation) => {
    undo.unshift(inverse(current, operation));
    return applyOperation(current, operation);
  }, value);
  return undo.flat();
}

function applyOperation(value: Json, operation: JsonPatchOperation): Json {
  switch (operation.op) {
    case 'add':
      return addAt(value, pointerNames(operation.path), operation.value);
    case 'remove':
      return removeAt(value, pointerNames(operation.path));
    case 'replace':
      required(value, operation.path);
      return replaceAt(value, pointerNames(operation.path), operation.value);
    case 'test':
      if (canonicalJson(required(value, operation.path)) !== canonicalJson(operation.value))
        throw patchFailed(`expected the tested value at ${operation.path}, got another`);
      return value;
    case 'copy':
      return addAt(value, pointerNames(operation.path), required(value, operation.from));
    case 'move': {
      if (operation.path.startsWith(`${operation.from}/`))
        throw patchFailed(`expected a place outside ${operation.from} to move it to, got ${operation.path}`);
      const moved = required(value, operation.from);
      return addAt(removeAt(value, pointerNames(operation.from)), pointerNames(operation.path), moved);
    }
  }
}

function inverse(value: Json, operation: JsonPatchOperation): JsonPatchOperation[] {
  switch (operation.op) {
    case 'test':
      return [];
    case 'replace':
      return [{ op: 'replace', path: operation.path, value: required(value, operation.path) }];
    case 'remove':
      return [{ op: 'add', path: operation.path, value: required(value, operation.path) }];
    case 'add':
    case 'copy':
      return [inverseOfAdd(value, operation.path)];
    case 'move': {
      const removed = removeAt(value, pointerNames(operation.from));
      const moved = required(value, operation.from);
      return [inverseOfAdd(removed, operation.path), { op: 'add', path: operation.from, value: moved }];
    }
  }
}

function inverseOfAdd(value: Json, path: string): JsonPatchOperation {
  const parts = pointerNames(path);
  if (parts.length === 0) return { op: 'replace', path: '', value };
  const parent = required(value, pointerOf(parts.slice(0, -1)));
  const last = parts.at(-1) ?? '';
  if (Array.isArray(parent))
    return { op: 'remove', path: last === '-' ? pointerOf([...parts.slice(0, -1), parent.length]) : path };
  const before = parent === null || typeof parent !== 'object' ? undefined : memberOf(parent as Members, last);
  return before === undefined ? { op: 'remove', path } : { op: 'replace', path, value: before };
}

function addAt(value: Json, parts: readonly string[], added: Json): Json {
  const [part] = parts;
  if (part === undefined) return added;
  if (parts.length > 1) return descend(value, parts, (child, rest) => addAt(child, rest, added));
  if (Array.isArray(value))
    return value.toSpliced(part === '-' ? value.length : itemNumber(part, value.length), 0, added);
  if (value === null || typeof value !== 'object')
    throw patchFailed(`expected an object or array around ${part}, got a plain value`);
  return withMember(value as Members, part, added);
}

function replaceAt(value: Json, parts: readonly string[], replacement: Json): Json {
  const [part] = parts;
  if (part === undefined) return replacement;
  return descend(value, parts, (child, rest) => replaceAt(child, rest, replacement));
}

function removeAt(value: Json, parts: readonly string[]): Json {
  const [part] = parts;
  if (part === undefined) return null;
  if (parts.length > 1) return descend(value, parts, removeAt);
  if (value === null || typeof value !== 'object' || memberOf(value as Members, part) === undefined)
    throw patchFailed(`expected something to remove at ${part}, got nothing`);
  if (Array.isArray(value)) return value.toSpliced(Number(part), 1);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== part));
}

function descend(
  value: Json,
  [part = '', ...rest]: readonly string[],
  change: (child: Json, rest: readonly string[]) => Json,
): Json {
  const child = value === null || typeof value !== 'object' ? undefined : memberOf(value as Members, part);
  if (child === undefined) throw patchFailed(`expected a member or item ${part}, got none`);
  const changed = change(child, rest);
  if (Array.isArray(value)) return value.with(Number(part), changed);
  return withMember(value as Members, part, changed);
}

// In place of the old member, so that the order of keys stays; `fromEntries` defines own members, whatever their names.
function withMember(members: Members, name: string, value: Json): Json {
  const entries = Object.entries(members);
  if (!Object.hasOwn(members, name)) return Object.fromEntries([...entries, [name, value]]);
  return Object.fromEntries(entries.map(([key, member]) => (key === name ? [key, value] : [key, member])));
}

function itemNumber(part: string, length: number): number {
  const at = /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : Number.NaN;
  if (at <= length) return at;
  throw patchFailed(`expected an item from 0 to ${length}, got ${part}`);
}

function required(value: Json, path: string): Json {
  const found = valueAt(value, path);
  if (found !== undefined) return found;
  throw patchFailed(`expected a value at ${path}, got none`);
}

function patchFailed(message: string): SeatrialError {
  return new SeatrialError('SEAM_PATCH_FAILED', { message, hint: 'the patch belongs to another value' });
}
