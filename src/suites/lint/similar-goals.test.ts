import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarGoals } from './similar-goals.ts';

const goals = (...texts: string[]) => texts.map((goal, at) => ({ id: `g${at}`, goal }));

describe('similarGoals', () => {
  it('finds a goal that differs from another in a number, a full stop and capitals', () => {
    expect(similarGoals(goals('Refund order O-1042.', 'Change the address', 'refund Order O-77'))).toEqual([
      { first: 'g0', second: 'g2' },
    ]);
  });

  // By hand: 9 of 10 words in common is exactly 0.9, 8 of 9 is less.
  it('draws the line at nine of ten words', () => {
    expect(similarGoals(goals('a b c d e f g h i', 'a b c d e f g h i j'))).toHaveLength(1);
    expect(similarGoals(goals('a b c d e f g h', 'a b c d e f g h i'))).toEqual([]);
  });

  it('has nothing to say of goals without words', () => {
    expect(similarGoals(goals('', '!', '…'))).toEqual([]);
  });

  // Oracle: every pair compared by the definition of the Jaccard index.
  it('finds what comparing all pairs finds', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...'abcdefghijkl'), { maxLength: 24 }), { maxLength: 12 }),
        (lists) => {
          const sets = lists.map((list) => new Set(list));
          const expected = sets.flatMap((set, at) => {
            const like = sets.slice(0, at).findIndex((other) => {
              const common = [...other].filter((word) => set.has(word)).length;
              const all = new Set([...other, ...set]).size;
              return all > 0 && common * 10 >= all * 9;
            });
            return like < 0 ? [] : [{ first: `g${like}`, second: `g${at}` }];
          });
          expect(similarGoals(goals(...lists.map((list) => list.join(' '))))).toEqual(expected);
        },
      ),
    ));
});
