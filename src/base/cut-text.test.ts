import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

describe('cutText', () => {
  it('keeps a text that fits, and marks one that does not', () => {
    expect([cutText('refund', 6), cutText('refunds', 6)]).toEqual(['refund', 'refund…']);
  });

  // U+1F6D2 is D83D DED2 in UTF-16.
  it('leaves out a character that would be cut in half', () => {
    expect(cutText('ab\u{1f6d2}cd', 3)).toBe('ab…');
  });

  it('gives a beginning of the text, never longer than asked, well formed where the text is', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, most) => {
        const cut = cutText(text, most);
        const kept = cut === text ? text : cut.slice(0, -1);
        expect(text.startsWith(kept)).toBe(true);
        expect(cut === text || kept.length <= most).toBe(true);
        expect(cut.isWellFormed()).toBe(true);
      }),
    ));
});
