import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearPattern } from './linear-pattern.ts';

const found = (source: string, text: string): boolean => linearPattern(source).find(text) !== null;

/** Small patterns over a small alphabet, so that they often fit. */
const patterns = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'B',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '\\b',
      '\\B',
      '^',
      '$',
      'é',
      '\\u{1F600}',
      '\\.',
    ),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?'))
      .map(([inner, quantifier]) => `(?:${inner})${quantifier}`),
  ),
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
    fc.tuple(tie('item'), tie('item')).map(([left, right]) => `${left}|${right}`),
  ),
}));
const texts = fc.array(fc.constantFrom('a', 'b', 'A', 'c', '1', ' ', '.', '\n', 'é', '😀', '\ud83d'), {
  maxLength: 12,
});

describe('linearPattern', () => {
  // Oracle: the JavaScript engine's own RegExp.
  it('finds a place exactly where the native engine finds one', () =>
    fc.assert(
      fc.property(patterns.pattern, texts, (source, characters) => {
        const text = characters.join('');
        // V8 lets \B match between the two halves of a character beyond U+FFFF, which the language does not (ECMA-262, AdvanceStringIndex)
        fc.pre(!(source.includes('\\B') && text.includes('😀')));
        expect(found(source, text)).toBe(new RegExp(source, 'iu').test(text));
      }),
      { numRuns: 2000 },
    ));

  it('points at a place that fits the pattern by itself', () =>
    fc.assert(
      fc.property(
        patterns.pattern.filter((source) => !/\\b|\\B|\^|\$/.test(source)),
        texts,
        (source, characters) => {
          const text = characters.join('');
          const place = linearPattern(source).find(text);
          if (place !== null) expect(text.slice(place.from, place.to)).toMatch(new RegExp(`^(?:${source})$`, 'iu'));
        },
      ),
    ));

  it.each([
    ['order #?\\d{4}', 'Your Order 1042 is on its way', true],
    ['refund(ed)? of \\$\\d+\\.\\d{2}', 'a refund of $49.90', true],
    ['^(yes|no)$', 'yes!', false],
    ['(?-i:OK)', 'ok', false],
    ['(?-i:OK)|fine', 'FINE', true],
    ['(?<amount>\\d+) USD', '20 usd', true],
    ['\\p{Lu}\\x41', 'aa', true],
    ['[\\]]', ']', true],
    ['', '', true],
  ])('%s in %j: %s', (source, text, expected) => {
    expect(found(source, text)).toBe(expected);
  });

  it.each(['(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*a){20}$', '([a-z]+)*!'])(
    'is not hung by %s, which the native engine takes exponential or high polynomial time for',
    (source) => {
      expect(found(source, `${'a'.repeat(20_000)}\u0000b`)).toBe(false);
    },
  );

  it.each([
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    '(a',
    'a{2,1}',
    '(?s:.)',
    '((a{100}){100}){100}',
    'a{5000}',
  ])('refuses %s with GRADERS_BAD_PATTERN', (source) => {
    expect(() => linearPattern(source)).toThrow(expect.objectContaining({ code: 'GRADERS_BAD_PATTERN' }));
  });
});
