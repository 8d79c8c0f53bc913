import { canonicalJson, type Json, pointerOf } from '#base';

/** A place where two values differ, as a JSON Pointer, with both sides; a side that is not there is left out. */
export interface Difference {
  readonly path: string;
  readonly recorded?: Json;
  readonly asked?: Json;
}

/** How far apart two values are, and where. */
export interface Distance {
  /** 0: the same; 1: nothing in common. */
  readonly distance: number;
  /** The first places that differ, fifty at most. */
  readonly differences: readonly Difference[];
}

const limits = { differences: 50, nodes: 5000, words: 2000, depth: 100 };

/**
 * The structural distance of two values: members and items are compared place by place and their distances averaged, so that one changed argument of
 * four counts a quarter. Texts differ by the words that they do not share (Dice 1945), numbers by their relative difference, other values wholly.
 *
 * @example argumentDistance({ q: 'red shoes', page: 1 }, { q: 'red shoes', page: 2 }).distance // 0.25
 */
export function argumentDistance(recorded: Json, asked: Json): Distance {
  const differences: Difference[] = [];
  let nodes = 0;
  const measure = (a: Json | undefined, b: Json | undefined, parts: readonly string[]): number => {
    if (a === undefined || b === undefined) return differ(a, b, parts, 1);
    const within = nodes++ < limits.nodes && parts.length < limits.depth;
    if (within && isParent(a) && isParent(b) && Array.isArray(a) === Array.isArray(b)) {
      const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
      const apart = names.map((name) => measure(member(a, name), member(b, name), [...parts, name]));
      return apart.length === 0 ? 0 : apart.reduce((sum, one) => sum + one, 0) / apart.length;
    }
    return canonicalJson(a) === canonicalJson(b) ? 0 : differ(a, b, parts, scalarDistance(a, b));
  };
  const differ = (a: Json | undefined, b: Json | undefined, parts: readonly string[], distance: number): number => {
    if (differences.length < limits.differences)
      differences.push({
        path: pointerOf(parts),
        ...(a !== undefined && { recorded: a }),
        ...(b !== undefined && { asked: b }),
      });
    return distance;
  };
  return { distance: measure(recorded, asked, []), differences };
}

type Parent = { readonly [name: string]: Json | undefined };

function isParent(value: Json): value is Parent & Json {
  return value !== null && typeof value === 'object';
}

function member(parent: Parent, name: string): Json | undefined {
  return Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function scalarDistance(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.min(1, Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b)));
  if (typeof a === 'string' && typeof b === 'string') return 1 - sharedWords(wordsOf(a), wordsOf(b));
  return 1;
}

/** Dice's coefficient of two bags of words, a little below 1 where the texts differ in nothing but signs and case. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared++;
    left.set(word, count - 1);
  }
  return Math.min(0.99, (2 * shared) / (a.length + b.length));
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, limits.words);
}
