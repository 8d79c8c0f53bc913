import { isJsonObject, type Json, type JsonObject } from '#base';

/**
 * A value with a JSON merge patch applied: members of the patch replace members of the target, `null` removes one, objects go on inside,
 * everything else (arrays too) replaces as a whole.
 *
 * Neither argument is changed; the result may share parts with both, and its objects have no prototype. Source: RFC 7396, section 2.
 *
 * @example applyMergePatch({ a: 'b', c: { d: 1, e: 2 } }, { a: 'z', c: { e: null } }) // { a: 'z', c: { d: 1 } }
 */
export function applyMergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged: { [key: string]: Json | undefined } = Object.create(null);
  const from = isJsonObject(target) ? target : {};
  for (const [key, value] of Object.entries(from)) {
    if (value !== undefined && !Object.hasOwn(patch, key)) merged[key] = value;
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) continue;
    merged[key] = applyMergePatch(Object.hasOwn(from, key) ? (from[key] ?? null) : null, value);
  }
  return inOrderOf(from, merged);
}

// Members keep the place they had: what the agent reads should not betray which places a scenario patched.
function inOrderOf(from: JsonObject, merged: JsonObject): Json {
  const ordered: { [key: string]: Json | undefined } = Object.create(null);
  for (const key of new Set([...Object.keys(from), ...Object.keys(merged)])) {
    if (Object.hasOwn(merged, key)) ordered[key] = merged[key] ?? null;
  }
  return ordered;
}
