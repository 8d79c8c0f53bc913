import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrase, findQuotation, searchable } from './find-phrase.ts';
import { foldText } from './fold-text.ts';

describe('findPhrase', () => {
  it.each([
    ['It\u2019s  DONE.', "it's done", 'It\u2019s  DONE'],
    ['He said \u201cyes\u201d.', 'said "YES"', 'said \u201cyes\u201d'],
    ['two\u00a0working\u2009days', 'two working days', 'two\u00a0working\u2009days'],
    ['line\r\n\tbreak', 'line break', 'line\r\n\tbreak'],
    ['co\u00adop\u200beration', 'cooperation', 'co\u00adop\u200beration'],
    ['5\u201310 days', '5-10 days', '5\u201310 days'],
    ['Zoe\u0308 and', 'ZO\u00cb', 'Zoe\u0308'],
    ['you get $1,249.50 back', '$1249.50', '$1,249.50'],
    ['you get $1249.50 back', '$1,249.50', '$1249.50'],
    ['a total of $327.00.', '327', '327'],
    ['a total of $36.80', '36.8', '36.8'],
    ['refunded', 'refund', 'refund'],
    ['It costs 10. Fine.', '10', '10'],
    ['wait\u2026 what', 'wait... what', 'wait\u2026 what'],
    ['\u{1F600} ok \u{1F600}', 'ok', 'ok'],
  ])('finds in %j the phrase %j, and quotes %j', (text, phrase, quote) => {
    expect(findPhrase(searchable(text), phrase)).toBe(quote);
  });

  it.each([
    ['$100', '$10'],
    ['$10.50', '$10'],
    ['order 21042', '1042'],
    ['2.10 m', '10 m'],
    ['$10.001', '10'],
    ['$36.81', '36.8'],
    ['$1,327', '327'],
    ['version 10.0.1', '10'],
    ['abc', ' '],
    ['', 'x'],
  ])('does not find in %j the phrase %j', (text, phrase) => {
    expect(findPhrase(searchable(text), phrase)).toBeNull();
  });

  it('goes on to a later place where the first would cut a number', () => {
    expect(findPhrase(searchable('100 or 10'), '10')).toBe('10');
  });

  it('quotes only what the text has, and finds every piece of a text as a quotation', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 20 }),
        (text, from, length) => {
          const piece = [...text].slice(from, from + length).join('');
          const quote = findQuotation(searchable(text), piece);
          if (quote !== null) expect(text).toContain(quote);
          if (/[a-z]/i.test(piece)) expect(quote).not.toBeNull();
        },
      ),
    ));

  it('folds plain words alone as it folds them beside others', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."1234,,,. \t\n`'AbZ$\u0000"), maxLength: 20 }), (text) => {
        expect(`${foldText(text)}\u00df`).toBe(foldText(`${text}\u00df`));
      }),
    ));

  it('takes no quotation without a letter or a digit for evidence', () => {
    expect(findQuotation(searchable('Done.'), '.')).toBeNull();
  });
});
