import { type Json, pointerNames, pointerOf, SeatrialError } from '#base';
import type { JsonPatch, JsonPatchOperation } from './json-patch.ts';
import { type JsonSpan, jsonSpans, spanAt } from './json-spans.ts';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies a patch to a JSON text and leaves every character outside the patched places as it is. The result parses to what
 * {@link applyJsonPatch} gives, up to the order of members.
 *
 * @throws SEAM_PATCH_FAILED when the text is no JSON, a place is missing, or the patch tests or copies
 * @example editJsonText('{"id": 12345678901234567890, "total": 1.0}', [{ op: 'replace', path: '/total', value: 10 }])
 * // '{"id": 12345678901234567890, "total": 10}'
 */
export function editJsonText(text: string, patch: JsonPatch): string {
  return patch.reduce(editOnce, text);
}

function editOnce(text: string, operation: JsonPatchOperation): string {
  const root = jsonSpans(text);
  if (root === null) throw editFailed('JSON text', 'something else');
  switch (operation.op) {
    case 'replace':
      return spliced(text, replacement(text, root, operation.path, operation.value));
    case 'remove':
      return spliced(text, removal(root, pointerNames(operation.path)));
    case 'add':
      return spliced(text, addition(text, root, operation.path, operation.value));
    case 'move':
      return movedText(text, root, operation.from, operation.path);
    default:
      throw editFailed('an operation that changes one place', operation.op);
  }
}

function spliced(text: string, { start, end, text: inserted }: Splice): string {
  return `${text.slice(0, start)}${inserted}${text.slice(end)}`;
}

function replacement(text: string, root: JsonSpan, path: string, value: Json): Splice {
  const span = spanAt(root, pointerNames(path));
  if (span === null) throw editFailed(`a value at ${path}`, 'none');
  return { start: span.start, end: span.end, text: written(value, text) };
}

// A text with line breaks was indented by its writer; a single compact part would stand out.
function written(value: Json, text: string): string {
  return text.includes('\n') ? JSON.stringify(value, null, 2) : JSON.stringify(value);
}

function removal(root: JsonSpan, parts: readonly string[]): Splice {
  const parent = spanAt(root, parts.slice(0, -1));
  const last = parts.at(-1);
  if (parent === null || last === undefined) throw editFailed('a member or item to remove', 'none');
  const pieces =
    parent.members.length > 0
      ? parent.members.map(({ nameStart, value }) => ({ start: nameStart, end: value.end }))
      : parent.items;
  const at = parent.members.length > 0 ? parent.members.findLastIndex(({ name }) => name === last) : Number(last);
  const piece = pieces[at];
  if (piece === undefined) throw editFailed(`something at ${pointerOf(parts)}`, 'nothing');
  const before = pieces[at - 1];
  const after = pieces[at + 1];
  if (before !== undefined) return { start: before.end, end: piece.end, text: '' };
  return { start: piece.start, end: after?.start ?? piece.end, text: '' };
}

function addition(text: string, root: JsonSpan, path: string, value: Json): Splice {
  const parts = pointerNames(path);
  const parent = spanAt(root, parts.slice(0, -1));
  const last = parts.at(-1);
  if (last === undefined) return replacement(text, root, path, value);
  if (parent === null) throw editFailed(`something around ${path}`, 'nothing');
  if (text[parent.start] === '[') return newItem(text, parent, last, value);
  if (text[parent.start] !== '{') throw editFailed(`an object or array around ${path}`, 'a plain value');
  const existing = parent.members.findLast(({ name }) => name === last);
  if (existing !== undefined)
    return { start: existing.value.start, end: existing.value.end, text: written(value, text) };
  return newMember(text, parent, last, value);
}

// Written with the spaces that the first member has.
function newMember(text: string, parent: JsonSpan, name: string, value: Json): Splice {
  const [first] = parent.members;
  const behind = parent.members.at(-1);
  const member = `${JSON.stringify(name)}${first === undefined ? ':' : text.slice(first.nameEnd, first.value.start)}${written(value, text)}`;
  if (first === undefined || behind === undefined)
    return { start: parent.start + 1, end: parent.start + 1, text: member };
  const gap = text.slice(parent.start + 1, first.nameStart);
  const space = gap === '' && /^:\s/.test(text.slice(first.nameEnd)) ? ' ' : gap;
  return { start: behind.value.end, end: behind.value.end, text: `,${space}${member}` };
}

function newItem(text: string, parent: JsonSpan, last: string, value: Json): Splice {
  const at = last === '-' ? parent.items.length : Number(last);
  const next = parent.items[at];
  const item = written(value, text);
  if (next !== undefined) return { start: next.start, end: next.start, text: `${item},` };
  const behind = parent.items.at(-1);
  if (at !== parent.items.length) throw editFailed(`an item from 0 to ${parent.items.length}`, last);
  if (behind === undefined) return { start: parent.start + 1, end: parent.start + 1, text: item };
  return { start: behind.end, end: behind.end, text: `,${item}` };
}

function movedText(text: string, root: JsonSpan, from: string, path: string): string {
  const source = pointerNames(from);
  const target = pointerNames(path);
  const span = spanAt(root, source);
  if (span === null) throw editFailed(`a value at ${from}`, 'none');
  const parent = spanAt(root, source.slice(0, -1));
  const member = parent?.members.findLast(({ name }) => name === source.at(-1));
  const sameParent = pointerOf(source.slice(0, -1)) === pointerOf(target.slice(0, -1));
  const taken = parent?.members.some(({ name }) => name === target.at(-1));
  // A new name in the old place: nothing but the name changes.
  if (member !== undefined && sameParent && !taken)
    return spliced(text, { start: member.nameStart, end: member.nameEnd, text: JSON.stringify(target.at(-1)) });
  const value = JSON.parse(text.slice(span.start, span.end)) as Json;
  return editOnce(spliced(text, removal(root, source)), { op: 'add', path, value });
}

function editFailed(expected: string, got: string): SeatrialError {
  return new SeatrialError('SEAM_PATCH_FAILED', {
    message: `expected ${expected}, got ${got}`,
    hint: 'the patch belongs to another text',
  });
}
