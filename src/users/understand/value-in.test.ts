import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueIn } from './value-in.ts';

describe('valueIn', () => {
  it.each([
    ['Order #W1001 is on its way.', 'W1001'],
    ['order w1001.', '#W1001'],
    ['a refund of $1,250.00', 1250],
    ['EUR 25.00 each', '25'],
    ['on March 10, 2026', '2026-03-10'],
    ['on 10 March', '2026-03-10'],
    ['sent to 12 Elm Street, Springfield today', '12 Elm Street Springfield'],
    ['your e-mail is **mia@example.com**', 'mia@example.com'],
  ])('finds in %j the value %j', (text, value) => expect(valueIn(text, value)).toBe(true));

  it.each([
    ['order W10011', 'W1001'],
    ['a refund of $25.50', 25],
    ['unopened', 'opened'],
    ['mia@example.com.au', 'mia@example.co'],
    ['nothing', ''],
  ])('does not find in %j the value %j', (text, value) => expect(valueIn(text, value)).toBe(false));

  it('finds every word of letters between spaces', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (word) => {
        expect(valueIn(`before ${word.toUpperCase()} after`, word)).toBe(true);
        expect(valueIn(`9${word}9`, word)).toBe(false);
      }),
    ));
});
