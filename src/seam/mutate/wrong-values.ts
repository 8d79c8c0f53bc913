import type { Json } from '#base';
import type { WrongValue } from '#schema';
import { type JsonPlace, jsonPlaces, placesAt } from '../json/json-places.ts';
import { type Candidate, type Draw, startingAt } from './candidate.ts';
import { mapNumberText } from './number-in-text.ts';
import { shiftDate } from './shift-date.ts';

type Mutation = WrongValue['by'];

const identifier = /(^|_|-)(id|ids|uuid|key|ref|reference)$|I[dD]$/;
const automatic: readonly WrongValue[] = [
  { by: 'neighbour' },
  { by: 'scale', factor: 10 },
  { by: 'swap' },
  { by: 'unit' },
  { by: 'date', days: 1 },
  { by: 'scale', factor: 1.1 },
  { by: 'scale', factor: 0.1 },
];

/**
 * Ways to make one value of an answer wrong without breaking its form, the drawn ones first. Without a path, identifiers are left alone: a wrong one is
 * answered with "not found" and noticed at once.
 */
export function wrongValues(
  root: Json,
  fault: { path?: string | undefined; mutate?: WrongValue | undefined },
  draw: Draw,
): Candidate[] {
  const everywhere = jsonPlaces(root);
  const chosen = fault.path === undefined ? everywhere.filter(isMeasure) : placesAt(root, fault.path);
  const places = startingAt(chosen.filter(isScalar), draw('place'));
  const mutations = fault.mutate === undefined ? startingAt(automatic, draw('mutation')) : [fault.mutate];
  return places.flatMap((place) =>
    mutations.flatMap((mutation) => makers[mutation.by](place, everywhere, mutation, draw)),
  );
}

type Maker = (place: JsonPlace, places: readonly JsonPlace[], mutation: WrongValue, draw: Draw) => Candidate[];

const replaced = ({ pointer, value }: JsonPlace, put: Json | null): Candidate[] =>
  put === null || put === value ? [] : [{ patch: [{ op: 'replace', path: pointer, value: put }], put }];

const makers: Readonly<Record<Mutation, Maker>> = {
  scale: (place, _, mutation) =>
    replaced(place, numberTimes(place.value, mutation.by === 'scale' ? mutation.factor : 1)),
  sign: (place) => replaced(place, numberTimes(place.value, -1)),
  // Cents for euros, metres for centimetres: what is whole was perhaps the small unit.
  unit: (place) => replaced(place, numberTimes(place.value, isLargeWhole(place.value) ? 0.01 : 100)),
  date: (place, _, mutation) => replaced(place, shiftDate(place.value, mutation.by === 'date' ? mutation.days : 1)),
  neighbour: (place, places, _, draw) =>
    startingAt(
      places.filter((other) => isNeighbour(place, other)),
      draw('neighbour'),
    ).flatMap(({ value }) => replaced(place, value)),
  swap: (place, places, _, draw) =>
    startingAt(
      places.filter((other) => isLike(place, other)),
      draw('swap'),
    ).map((other) => swapped(place, other)),
};

function swapped(one: JsonPlace, other: JsonPlace): Candidate {
  return {
    patch: [
      { op: 'replace', path: one.pointer, value: other.value },
      { op: 'replace', path: other.pointer, value: one.value },
    ],
    put: other.value,
  };
}

function isScalar({ value }: JsonPlace): boolean {
  return value !== null && typeof value !== 'object';
}

function isMeasure(place: JsonPlace): boolean {
  const name = place.parts.findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (identifier.test(name)) return false;
  if (typeof place.value === 'number') return true;
  return (
    typeof place.value === 'string' &&
    (mapNumberText(place.value, (x) => x + 1) !== null || shiftDate(place.value, 1) !== null)
  );
}

/** The same member of another record of the same list. */
function isNeighbour(place: JsonPlace, other: JsonPlace): boolean {
  if (place.parts.length !== other.parts.length || place.parts.length < 2) return false;
  const differing = place.parts.flatMap((part, at) => (part === other.parts[at] ? [] : [at]));
  const [at] = differing;
  return differing.length === 1 && at !== undefined && /^\d+$/.test(place.parts[at] ?? '') && sameKind(place, other);
}

/** A value that could stand in the other's place: a neighbour, or a sibling of the same kind. */
function isLike(place: JsonPlace, other: JsonPlace): boolean {
  if (isNeighbour(place, other)) return true;
  const parent = (one: JsonPlace): string => one.pointer.slice(0, one.pointer.lastIndexOf('/'));
  const bothMeasures = isMeasure(place) === isMeasure(other);
  return place.pointer !== other.pointer && parent(place) === parent(other) && sameKind(place, other) && bothMeasures;
}

function sameKind({ value }: JsonPlace, { value: other }: JsonPlace): boolean {
  if (typeof value !== typeof other || other === null || typeof other === 'object' || value === other) return false;
  return (shiftDate(value, 1) === null) === (shiftDate(other, 1) === null);
}

function isLargeWhole(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) >= 1000;
}

/** A number, or the number in a text such as `EUR 19.99`, times a factor; null where there is none or nothing would change. */
function numberTimes(value: Json, factor: number): Json | null {
  if (typeof value === 'string') return mapNumberText(value, (x) => times(x, factor));
  if (typeof value !== 'number') return null;
  const product = times(value, factor);
  return product === value || !Number.isFinite(product) ? null : product;
}

// To the digits that the value has and the factor needs: 19.99 times 10 is 199.9, not 199.89999999999998, which would look made up.
function times(value: number, factor: number): number {
  const product = value * factor;
  if (Math.abs(product) >= 1e15) return product;
  return Number(product.toFixed(Math.min(12, decimals(value) + decimals(factor)))) + 0;
}

function decimals(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}
