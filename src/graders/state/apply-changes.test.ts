import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '#base';
import { stateChanges } from '#worlds';
import { applyChanges } from './apply-changes.ts';

const things = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), n: fc.nat(2) }), {
  selector: ({ id }) => id,
});
const states = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json[]>(null, true, 0, 1, 'a'),
    things,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'id', '~/', '__proto__', ''), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const thing = (id: string): Json => ({ id, n: 1 });

describe('applyChanges', () => {
  // Oracle: the differ of the worlds, whose inverse it is.
  it('gives back the state that the changes were taken from', () =>
    fc.assert(
      fc.property(states, states, (before, after) => {
        expect(canonicalJson(applyChanges(before, stateChanges(before, after)))).toBe(canonicalJson(after));
      }),
      { numRuns: 1000 },
    ));

  // By hand: a and c leave their old places 0 and 2, d comes to the new place 0, b stays and then stands at 1.
  it('takes removed elements at their old position and the others at their new one', () => {
    const [a, b, c, d] = [thing('a'), thing('b'), thing('c'), thing('d')];
    const changes = [
      { path: '/0', before: a, after: d },
      { path: '/1/n', before: 1, after: 2 },
      { path: '/2', before: c },
    ];
    expect(applyChanges([a, b, c], changes)).toEqual([d, { id: 'b', n: 2 }]);
  });

  it.each([
    ['another value', { a: 2 }, [{ path: '/a', before: 1, after: 3 }]],
    ['a value where there was none', { a: 2 }, [{ path: '/a', after: 3 }]],
    ['no object', { a: 2 }, [{ path: '/a/b', after: 3 }]],
    ['a list', [1], [{ path: '/x', after: 3 }]],
  ] as const)('refuses %s in the initial state', (_, initial, changes) => {
    expect(() => applyChanges(initial, changes)).toThrow(expect.objectContaining({ code: 'GRADERS_WORLD_MISMATCH' }));
  });
});
