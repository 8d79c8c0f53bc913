import { type Json, pointerOf } from '#base';
import type { JsonPatchOperation } from '../json/json-patch.ts';
import { type JsonPlace, jsonPlaces, placesAt } from '../json/json-places.ts';
import type { Candidate } from './candidate.ts';

interface Placed {
  readonly path?: string | undefined;
}

const cursors: ReadonlySet<string> = new Set([
  'cursor',
  'nextcursor',
  'endcursor',
  'next',
  'nextpage',
  'nextpagetoken',
  'pagetoken',
]);
const moreFlags: ReadonlySet<string> = new Set(['hasmore', 'hasnextpage', 'more', 'truncated']);

/** A page that ends early, in silence; or one that keeps its items and loses the way to the next page. */
export function partialPages(
  root: Json,
  fault: Placed & { keep?: number | undefined; drop: 'items' | 'cursor' },
): Candidate[] {
  if (fault.drop === 'cursor') return withoutCursor(root);
  return lists(root, fault).flatMap(({ parts, value }) => {
    const left = Math.floor(value.length * (fault.keep ?? 0.5));
    const patch: JsonPatchOperation[] = [];
    for (let at = value.length - 1; at >= left; at--) patch.push({ op: 'remove', path: pointerOf([...parts, at]) });
    return patch.length === 0 ? [] : [{ patch }];
  });
}

/** The longest list, or what the path names, without content; an answer without lists becomes an empty object. */
export function emptied(root: Json, fault: Placed): Candidate[] {
  const [list] = lists(root, fault);
  const places = fault.path === undefined ? [list ?? { pointer: '', value: root }] : placesAt(root, fault.path);
  return places.map(({ pointer, value }) => ({ patch: [{ op: 'replace', path: pointer, value: nothingOf(value) }] }));
}

/** A list in the opposite order, for agents that trust the first item. */
export function reordered(root: Json, fault: Placed): Candidate[] {
  return lists(root, fault).map(({ pointer, value }) => ({
    patch: [{ op: 'replace', path: pointer, value: value.toReversed() }],
  }));
}

interface ListPlace extends JsonPlace {
  readonly value: readonly Json[];
}

/** The lists of a value, the longest first. */
function lists(root: Json, { path }: Placed): ListPlace[] {
  const places = path === undefined ? jsonPlaces(root) : placesAt(root, path);
  return places
    .filter((place): place is ListPlace => Array.isArray(place.value) && place.value.length > 0)
    .sort((a, b) => b.value.length - a.value.length);
}

function withoutCursor(root: Json): Candidate[] {
  const patch = jsonPlaces(root).flatMap(({ pointer, parts, value }): JsonPatchOperation[] => {
    const name = (parts.at(-1) ?? '').toLowerCase().replaceAll(/[-_]/g, '');
    if (cursors.has(name) && value !== null) return [{ op: 'replace', path: pointer, value: null }];
    return moreFlags.has(name) && value === true ? [{ op: 'replace', path: pointer, value: false }] : [];
  });
  return patch.length === 0 ? [] : [{ patch }];
}

function nothingOf(value: Json): Json {
  if (Array.isArray(value)) return [];
  if (typeof value === 'string') return '';
  return value !== null && typeof value === 'object' ? {} : null;
}
