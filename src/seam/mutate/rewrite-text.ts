import { canonicalJson, type Json, valueAt } from '#base';
import { editJsonText } from '../json/edit-json-text.ts';
import type { JsonPatch } from '../json/json-patch.ts';

/**
 * The text that goes with a value after a patch of the value. JSON text of the value is edited in place; in prose that quotes a replaced
 * value exactly once, the quotation is replaced; other prose stays.
 */
export function rewriteText(text: string, before: Json, patch: JsonPatch): string {
  return isTextOf(text, before) ? editJsonText(text, patch) : requoted(text, before, patch);
}

function isTextOf(text: string, value: Json): boolean {
  try {
    return canonicalJson(JSON.parse(text) as Json) === canonicalJson(value);
  } catch {
    return false;
  }
}

function requoted(text: string, before: Json, patch: JsonPatch): string {
  return patch.reduce((current, operation) => {
    if (operation.op !== 'replace') return current;
    const old = valueAt(before, operation.path);
    if (!isWord(old) || !isWord(operation.value)) return current;
    const parts = current.split(String(old));
    const [left, right] = parts;
    // `12` inside of `2012` is no quotation of 12.
    if (parts.length !== 2 || left === undefined || right === undefined || /[\w.]$/.test(left) || /^\w/.test(right))
      return current;
    return `${left}${operation.value}${right}`;
  }, text);
}

function isWord(value: Json | undefined): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value.length > 0);
}
