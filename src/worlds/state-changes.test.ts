import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '#base';
import { stateChanges } from './state-changes.ts';

const plainJson = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json[]>(null, true, 0, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'id', '~/', '__proto__'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('stateChanges', () => {
  // By hand
  it('names the smallest places that differ, sorted, with what was and what is', () => {
    const before = { orders: { 'O-1': { status: 'open', total: 9 } }, z: 1, gone: [1] };
    const after = { orders: { 'O-1': { status: 'sent', total: 9 }, 'O-2': {} }, z: 1, came: null };
    expect(stateChanges(before, after)).toEqual([
      { path: '/came', after: null },
      { path: '/gone', before: [1] },
      { path: '/orders/O-1/status', before: 'open', after: 'sent' },
      { path: '/orders/O-2', after: {} },
    ]);
  });

  it('writes keys as RFC 6901 does', () => {
    expect(stateChanges({ 'a/b~c': 1 }, { 'a/b~c': 2 })).toEqual([{ path: '/a~1b~0c', before: 1, after: 2 }]);
  });

  it('compares arrays by position', () => {
    expect(stateChanges([1, 2, 3], [1, 4])).toEqual([
      { path: '/1', before: 2, after: 4 },
      { path: '/2', before: 3 },
    ]);
  });

  it('compares arrays of things with an id by id, so that one removed at the front is one change', () => {
    const [a, b, c] = [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
      { id: 'c', n: 1 },
    ] as const;
    expect(stateChanges([a, b, c], [b, c])).toEqual([{ path: '/0', before: a }]);
    expect(stateChanges([a, b], [a, { id: 'b', n: 2 }, c])).toEqual([
      { path: '/1/n', before: 1, after: 2 },
      { path: '/2', after: c },
    ]);
    expect(stateChanges([a, b], [c, b])).toEqual([{ path: '/0', before: a, after: c }]);
  });

  it('tells of a mere change of order', () => {
    const [a, b] = [{ id: 1 }, { id: 2 }];
    expect(stateChanges({ x: [a, b] }, { x: [b, a] })).toEqual([{ path: '/x', before: [a, b], after: [b, a] }]);
  });

  it('is empty for equal values and for no others', () => {
    fc.assert(
      fc.property(plainJson, plainJson, (before, after) => {
        const equal = canonicalJson(before) === canonicalJson(after);
        expect(stateChanges(before, after).length === 0).toBe(equal);
        expect(stateChanges(before, JSON.parse(canonicalJson(before)))).toEqual([]);
      }),
    );
  });

  it('names each place once, in order', () => {
    fc.assert(
      fc.property(plainJson, plainJson, (before, after) => {
        const paths = stateChanges(before, after).map(({ path }) => path);
        expect(paths).toEqual([...new Set(paths)].sort());
      }),
    );
  });
});
