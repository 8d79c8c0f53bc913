import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { argumentDistance } from './argument-distance.ts';

const apart = (a: Json, b: Json): number => argumentDistance(a, b).distance;
const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

describe('argumentDistance', () => {
  // By hand.
  it.each<[string, Json, Json, number]>([
    ['one of four members', { a: 1, b: 1, c: 1, d: 1 }, { a: 1, b: 1, c: 1, d: 'x' }, 1 / 4],
    ['a member too many', { a: 1 }, { a: 1, b: 1 }, 1 / 2],
    ['numbers, relative to the larger', 8, 10, 0.2],
    ['numbers of opposite sign, bounded', -1, 1, 1],
    ['texts with two of three words each in common (Dice: 4/6)', 'red leather shoes', 'red suede shoes', 1 / 3],
    ['texts that differ in case and signs only', 'Red shoes!', 'red, shoes', 0.01],
    ['texts without words', '?', '!', 1],
    ['values of different types', 1, '1', 1],
    ['an object and a list', {}, [], 1],
    ['nothing and nothing', {}, {}, 0],
  ])('%s', (_, a, b, distance) => {
    expect(apart(a, b)).toBeCloseTo(distance, 12);
  });

  it('is nothing exactly between equal values, never more than one, and the same in both directions', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const distance = apart(a, b);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
        expect(apart(b, a)).toBeCloseTo(distance, 12);
        expect(apart(a, structuredClone(a))).toBe(0);
      }),
    );
  });

  it('says where values differ, with what is there, and no more than fifty places', () => {
    expect(argumentDistance({ a: 1, 'b/c': [1, 2] }, { 'b/c': [1, 3], d: 0 }).differences).toEqual([
      { path: '/a', recorded: 1 },
      { path: '/b~1c/1', recorded: 2, asked: 3 },
      { path: '/d', asked: 0 },
    ]);
    const long = Array.from({ length: 200 }, (_, at) => at);
    expect(
      argumentDistance(
        long,
        long.map((at) => at + 1),
      ).differences,
    ).toHaveLength(50);
  });

  it('looks at values of any depth and size in bounded steps', () => {
    let deep: Json = 1;
    for (let at = 0; at < 1000; at++) deep = [deep];
    expect(apart(deep, deep)).toBe(0);
    expect(
      apart(
        Array.from({ length: 100_000 }, () => 'word '.repeat(5)),
        [],
      ),
    ).toBe(1);
  });
});
