import { type Json, pointerOf } from '#base';
import { type JsonPlace, jsonPlaces, placesAt } from '../json/json-places.ts';
import { type Candidate, type Draw, startingAt } from './candidate.ts';

interface Placed {
  readonly path?: string | undefined;
}

/** Ways to leave a field out. */
export function droppedFields(root: Json, fault: Placed, draw: Draw): Candidate[] {
  return members(root, fault, draw).map(({ pointer }) => ({ patch: [{ op: 'remove', path: pointer }] }));
}

/** Ways to give a field another name, as between two versions of an API. */
export function renamedFields(root: Json, fault: Placed & { to?: string | undefined }, draw: Draw): Candidate[] {
  return members(root, fault, draw).flatMap(({ pointer, parts }) => {
    const path = pointerOf([...parts.slice(0, -1), fault.to ?? otherName(parts.at(-1) ?? '')]);
    return path === pointer ? [] : [{ patch: [{ op: 'move', from: pointer, path }] }];
  });
}

/** Ways to add a field that nobody announced, to the outermost objects first. */
export function addedFields(root: Json, fault: Placed & { name: string; value: Json }): Candidate[] {
  const places = fault.path === undefined ? jsonPlaces(root) : placesAt(root, fault.path);
  return places
    .filter(({ value }) => isObject(value) && !Object.hasOwn(value as object, fault.name))
    .sort((a, b) => a.parts.length - b.parts.length)
    .map(({ parts }) => ({ patch: [{ op: 'add', path: pointerOf([...parts, fault.name]), value: fault.value }] }));
}

/** Ways to give a field's value another type with the same meaning: a number as text, a text in a list. */
export function retypedFields(root: Json, fault: Placed, draw: Draw): Candidate[] {
  return members(root, fault, draw).map(({ pointer, value }) => ({
    patch: [{ op: 'replace', path: pointer, value: otherType(value) }],
  }));
}

function members(root: Json, { path }: Placed, draw: Draw): JsonPlace[] {
  const places = path === undefined ? jsonPlaces(root) : placesAt(root, path);
  const named = places.filter(({ parts }) => parts.length > 0 && !/^\d+$/.test(parts.at(-1) ?? ''));
  return startingAt(named, draw('place'));
}

function isObject(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

// The other of the two usual ways to write names; a single word gets a second one.
function otherName(name: string): string {
  if (/[a-z0-9][A-Z]/.test(name)) return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (/[a-z0-9]_[a-z]/.test(name)) return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${name}_value`;
}

function otherType(value: Json): Json {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return /^-?(0|[1-9]\d{0,14})(\.\d{1,8})?$/.test(value) ? Number(value) : [value];
  if (value === null) return '';
  return Array.isArray(value) ? { items: value } : JSON.stringify(value);
}
