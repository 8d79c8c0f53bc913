import { sentencesOf } from './last-word.ts';

/** A postal address as a customer writes it in one line. */
export interface SpokenAddress {
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly abroad: boolean;
}

const oneLine = /\b(\d{1,5} [A-Z][\p{L} .'-]{1,60}), ([A-Z][\p{L} .'-]{1,40}), (\d{5})\b(?:, ([A-Z][\p{L} ]{2,30}))?/u;

/** The last address in a text; null where there is none. */
export function addressIn(text: string): SpokenAddress | null {
  const [, street, city, postcode, country] = [...text.matchAll(new RegExp(oneLine, 'gu'))].at(-1) ?? [];
  if (street === undefined || city === undefined || postcode === undefined) return null;
  return { street, city, postcode, abroad: country !== undefined && !/^(?:US|USA|United States)$/.test(country) };
}

/** Order numbers in a text, in the order they were said. */
export function orderIdsIn(text: string): string[] {
  return [...text.matchAll(/\bO-?\s?(\d{4})\b/g)].map(([, digits]) => `O-${digits}`);
}

/** The last postcode in a text that is no part of an address and not said to be a new one. */
export function postcodeIn(text: string): string | null {
  const codes = sentencesOf(text.replaceAll(new RegExp(oneLine, 'gu'), ' '))
    .filter((sentence) => !/\bnew\b/i.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(/(?<![\w-])\d{5}(?![\w-])/g)].map(([code]) => code));
  return codes.at(-1) ?? null;
}

/** The last e-mail address in a text. */
export function emailIn(text: string): string | null {
  return [...text.matchAll(/[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/g)].map(([email]) => email).at(-1) ?? null;
}

/** Whether something is said to be broken, wrong or damaged; false when another reason is given, null when none. */
export function damageIn(text: string): boolean | null {
  if (damage.test(text)) return true;
  return otherReason.test(text) ? false : null;
}

const damage =
  /\b(?:broken?|damaged|torn|tear|cracked|chipped|bent|holes?|leaks?|leaking|defect\w*|dead|dark|mould\w*|rust\w*|wrong item|faulty|does(?:n't| not) work|stopped working)\b/i;
const otherReason =
  /\b(?:changed my mind|don't (?:like|need)|too (?:small|big|large|tight|narrow|hard|soft|heavy)|pinch|better one|second pair|clash\w*|looks silly|called off|unused)\b/i;

/** Whether something is said to be opened (true) or unopened (false); null when neither, `both` when both. */
export function openedIn(text: string): boolean | null | 'both' {
  const closed = /\b(?:unopened|sealed|not (?:been )?opened|never opened)\b/i.test(text);
  const opened = /(?<!not |not been |never )\bopened\b|\b(?:slept on|have used)\b/i.test(text);
  if (closed && opened) return 'both';
  return closed ? false : opened ? true : null;
}

/** Whether somebody says that the account is another person's. */
export function speaksForAnother(text: string): boolean {
  return /\bI am [A-Z]\w+ [A-Z]\w+'s\b|\b(?:account|order) is my (?:wife|husband|mother|father|son|daughter|friend|partner)\b|\b[Hh](?:er|is) order\b/.test(
    text,
  );
}

/** Whether money is to go somewhere else than where it came from. */
export function namesOtherPayment(text: string): boolean {
  return /\b(?:new|other|another|different) (?:credit )?card\b/i.test(text);
}
