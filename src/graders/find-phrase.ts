import { foldedPlaces, foldText } from './fold-text.ts';

/** A text in which phrases are looked for, prepared once. */
export interface SearchableText {
  readonly text: string;
  readonly folded: string;
}

/** Prepares a text for {@link findPhrase}. */
export function searchable(text: string): SearchableText {
  return { text, folded: foldText(text) };
}

/**
 * The place of a phrase in a text, as the text has it; null when it is not there.
 *
 * Case, white space, quotation marks, dashes and commas between thousands do not matter. A phrase may be part of a longer word, but a number at
 * its edge is never part of a longer number: `$10` is not found in `$100` or `$10.50`.
 *
 * @example findPhrase(searchable('It’s  DONE.'), "it's done") // 'It’s  DONE'
 */
export function findPhrase(within: SearchableText, phrase: string): string | null {
  const wanted = foldText(phrase).trim();
  if (wanted === '') return null;
  const { folded } = within;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1))
    if (!cutsNumber(folded, at, at + wanted.length)) return original(within, at, at + wanted.length);
  return null;
}

/** The place of a quotation in a text, as the text has it, however the quotation was cut; null when it is not there. */
export function findQuotation(within: SearchableText, quotation: string): string | null {
  const wanted = foldText(quotation).trim();
  const at = /[\p{L}\p{N}]/u.test(wanted) ? within.folded.indexOf(wanted) : -1;
  return at < 0 ? null : original(within, at, at + wanted.length);
}

function original({ text }: SearchableText, from: number, to: number): string {
  const { begins, ends } = foldedPlaces(text);
  return text.slice(begins[from], ends[to - 1]);
}

/** Whether a place begins or ends inside a longer number. Zeros that change no value, as in `$10.00` for `$10`, make no longer number. */
function cutsNumber(folded: string, from: number, to: number): boolean {
  const place = folded.slice(from, to);
  if (/^\d/.test(place) && /\d\.?$/.test(folded.slice(Math.max(0, from - 2), from))) return true;
  if (!/\d$/.test(place)) return false;
  const zeros = /\.\d+$/.test(place) ? /^0*/ : /^(?:\.0+(?!\d))?/;
  const after = folded.slice(to, to + 20);
  return /^\.?\d/.test(after.replace(zeros, ''));
}
