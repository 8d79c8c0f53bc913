import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsPattern } from './fits-pattern.ts';

describe('fitsPattern', () => {
  it.each([
    ['*', '', true],
    ['search_*', 'search_orders', true],
    ['search_*', 'research_orders', false],
    ['GET /orders/*/items', 'GET /orders/O-1/items', true],
    ['GET /orders/*/items', 'GET /orders/items', false],
    ['a*a', 'a', false],
    ['a*b*c', 'abbc', true],
    ['a*b*c', 'acb', false],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });

  // The oracle is the engine's own matcher, given the pattern with everything but `*` quoted.
  it('agrees with a regular expression', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
        (pattern, text) => {
          expect(fitsPattern(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
        },
      ),
    ));
});
