import { describe, expect, it } from 'vitest';
import { nearestWord } from './nearest-word.ts';

describe('nearestWord', () => {
  // Wagner & Fischer 1974: kitten and sitting are 3 changes apart, more than a third of 6 letters allows.
  it.each([
    ['refund_paymant', ['get_order', 'refund_payment'], 'refund_payment'],
    ['Terse', ['plain', 'terse'], 'terse'],
    ['tol', ['tool', 'told'], 'tool'],
    ['kitten', ['sitting'], null],
    ['sitting', ['sittings', 'fitting'], 'sittings'],
    ['x', [], null],
    ['', ['a'], 'a'],
  ])('%s among %j is %s', (word, known, expected) => {
    expect(nearestWord(word, known)).toBe(expected);
  });
});
