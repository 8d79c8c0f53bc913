/** A text made comparable, with the way back to the text it was made from. */
export interface FoldedText {
  readonly folded: string;
  /** For each UTF-16 code unit of `folded`, where the character it came from begins and ends in the original. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

const quotationMarks: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u2032': "'",
  '\u02bc': "'",
  '\u0060': "'",
  '\u00b4': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u201f': '"',
  '\u2033': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2026': '...',
};
const invisible = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]$/;

/**
 * Makes a text comparable: lower case, one space for any white space, plain quotation marks and dashes, compatibility forms decomposed (NFKD),
 * invisible characters and the commas between thousands left out. Time is linear in the length.
 *
 * @example foldText('“Don’t  pay  $1,200”').folded // '"don\'t pay $1200"'
 */
export function foldText(text: string): FoldedText {
  const parts: string[] = [];
  const begins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  let last = '';
  for (const character of text) {
    const begin = at;
    at += character.length;
    const folded = foldCharacter(character, last, text, at);
    if (folded === '') continue;
    parts.push(folded);
    last = folded;
    for (let unit = 0; unit < folded.length; unit++) {
      begins.push(begin);
      ends.push(at);
    }
  }
  return { folded: parts.join(''), begins, ends };
}

function foldCharacter(character: string, last: string, text: string, next: number): string {
  if (/\s/u.test(character)) return last === ' ' ? '' : ' ';
  if (invisible.test(character)) return '';
  if (character === ',' && /\d$/.test(last) && /^\d{3}(?!\d)/.test(text.slice(next, next + 4))) return '';
  return quotationMarks[character] ?? character.normalize('NFKD').toLowerCase();
}
