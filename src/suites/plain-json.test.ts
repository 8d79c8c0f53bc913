import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from './plain-json.ts';

describe('plainJson', () => {
  // Oracle: JSON's own round trip.
  it('copies whatever JSON can hold, and shares nothing with it', () =>
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 3, values: [fc.string(), fc.boolean(), fc.integer(), fc.constant(null)] }),
        (value) => {
          const copy = plainJson(value);
          expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
          expect(copy).not.toBe(value);
        },
      ),
    ));

  it('leaves undefined members out, turns -0 into 0, and takes objects without a prototype or of another realm', () => {
    const foreign: unknown = runInNewContext('({ a: [{ b: 1 }] })');
    expect(
      plainJson({ gone: undefined, zero: -0, none: Object.assign(Object.create(null), { a: 1 }), foreign }),
    ).toEqual({
      zero: 0,
      none: { a: 1 },
      foreign: { a: [{ b: 1 }] },
    });
    expect(Object.is((plainJson([-0]) as number[])[0], 0)).toBe(true);
  });

  it('keeps a member named __proto__ a member', () => {
    const copy = plainJson(JSON.parse('{"__proto__": {"admin": true}}'));
    expect(Object.keys(copy as object)).toEqual(['__proto__']);
    expect((copy as { admin?: boolean }).admin).toBeUndefined();
  });

  const circle: unknown[] = [];
  circle.push(circle);
  it.each([
    ['a function', { a: [() => 1] }, ['a', 0]],
    ['a date', { a: new Date(0) }, ['a']],
    ['a map', new Map(), []],
    ['a bigint', [1n], [0]],
    ['a symbol', { a: Symbol('s') }, ['a']],
    ['an undefined element', [undefined], [0]],
    ['NaN', { a: Number.NaN }, ['a']],
    ['a number beyond 2^53', { a: 2 ** 53 }, ['a']],
    ['a circle', circle, new Array(8).fill(0)],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => plainJson(value)).toThrow(expect.objectContaining({ code: 'SUITES_NOT_JSON', path }));
  });

  it('refuses a million values', () => {
    const row = new Array<number>(1001).fill(0);
    expect(() => plainJson(new Array(1000).fill(row))).toThrow(expect.objectContaining({ code: 'SUITES_NOT_JSON' }));
  });
});
