import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { sameJson } from './same-json.ts';

const json = fc
  .letrec<{ value: Json | undefined }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<(Json | undefined)[]>(null, true, 0, 1, 'a', '1'),
      fc.array(
        tie('value').map((value) => value ?? null),
        { maxLength: 3 },
      ),
      fc.dictionary(fc.constantFrom('a', 'b', '0', '__proto__'), fc.option(tie('value'), { nil: undefined }), {
        maxKeys: 3,
      }),
    ),
  }))
  .value.map((value) => value ?? null);

describe('sameJson', () => {
  // Oracle: RFC 8785, by which equal values have one text.
  it('says of any two values whether their canonical texts are one', () =>
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
      { numRuns: 1000 },
    ));

  it.each<[string, Json, Json, boolean]>([
    ['the order of members', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['the order of a list', [1, 2], [2, 1], false],
    ['a list and an object of the same members', ['x'], { 0: 'x' }, false],
    ['a number and its text', 1, '1', false],
    ['a member that is undefined', { a: 1, b: undefined }, { a: 1 }, true],
    ['null and no member', { a: null }, {}, false],
    ['an inherited member', { toString: 1 }, {}, false],
  ])('judges %s', (_, a, b, same) => {
    expect([sameJson(a, b), sameJson(b, a)]).toEqual([same, same]);
  });

  it('compares numbers at every depth as it is told', () => {
    const nearly = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;
    expect(sameJson({ a: [0.3] }, { a: [0.1 + 0.2] })).toBe(false);
    expect(sameJson({ a: [0.3] }, { a: [0.1 + 0.2] }, nearly)).toBe(true);
  });
});
