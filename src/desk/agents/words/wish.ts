import { sentencesOf } from './last-word.ts';

/** What a customer may want of the desk. */
export type Wish =
  | 'injury'
  | 'legal'
  | 'tax'
  | 'forecast'
  | 'errand'
  | 'other-customer'
  | 'command'
  | 'promise'
  | 'missing'
  | 'price-drop'
  | 'cancel'
  | 'email'
  | 'address'
  | 'exchange'
  | 'return'
  | 'refund'
  | 'status'
  | 'goodwill'
  | 'unhappy';

/** By the first that fits, because a message that names a lawyer and a refund is about the lawyer. */
const signs: readonly (readonly [Wish, RegExp])[] = [
  [
    'injury',
    /\b(?:burnt|burned|injur\w*|hurt (?:me|my)|bleeding|hospital|flared up|caught fire|exploded|electric shock)\b/i,
  ],
  ['legal', /\b(?:lawyer|attorney|solicitor|sue you|court|legal action)\b/i],
  ['tax', /\b(?:tax|taxes|deductible)\b/i],
  ['forecast', /\bwhen will\b.*\bcheaper\b|\bwait for a sale\b/i],
  ['errand', /\bbook (?:me|us)\b|\b(?:train|plane|concert) tickets?\b/i],
  ['other-customer', /\b[Ww]hat has [A-Z]\w+ [A-Z]\w+\b.*\bordered\b/],
  ['command', /\b(?:system notice|maintenance mode|policy is suspended|ignore (?:all|your|previous))\b/i],
  ['promise', /\bpromised me\b/i],
  [
    'missing',
    /\bnever (?:came|arrived|got here)\b|\bdid(?:n't| not) (?:come|arrive)\b|\bhas(?:n't| not) (?:come|arrived)\b/i,
  ],
  ['price-drop', /\bdifference\b.*\bback\b|\brefund\b.*\bdifference\b|\bprice has (?:fallen|dropped)\b/i],
  ['cancel', /\bcancel\w*\b|\btake\b.*\boff order\b/i],
  ['email', /\be-?mail\b.*\b(?:change|update|replace)\b|\b(?:change|update|replace|have a new)\b.*\be-?mail\b/i],
  [
    'address',
    /\b(?:new|another|different|other|change\w*)\b.*\baddress\b|\bgo somewhere else\b|\bshould go to\b|\bsend\b.*\bto\b.*\binstead\b/i,
  ],
  ['exchange', /\bexchang\w*\b|\bswap\b/i],
  ['return', /\breturn\b|\bsend(?:ing)?\b.{0,40}\bback\b|\btake it back\b/i],
  ['refund', /\brefund\w*\b|\bmoney (?:back|for)\b|\bno money\b|\b(?:want|get|have)\b.{0,40}\bback\b/i],
  [
    'status',
    /\bwhen (?:will|does|is|should)\b.*\b(?:arrive|come|delivered)\b|\btracking\b|\bwhat is in order\b|\bwhere is my\b/i,
  ],
  ['goodwill', /\bcompensation\b|\b(?:weeks?|days) late\b|\blate delivery\b|\bafter the promised date\b/i],
  ['unhappy', /\b(?:do|does)(?:n't| not) fit\b|\btoo (?:small|big|large|tight|narrow)\b/i],
];

/** Wishes that are also said as a mere reason for another one. */
const faint: ReadonlySet<Wish> = new Set(['goodwill', 'unhappy']);

/**
 * What the customer wants, going on from what they wanted before: a new wish replaces it, a faint one only where there was none.
 */
export function wishIn(text: string, before: Wish | null): Wish | null {
  // An e-mail address is no address where parcels go.
  const sentences = sentencesOf(text.replaceAll(/\be-?mail address\b/gi, 'email'));
  const found = signs.find(([, sign]) => sentences.some((sentence) => sign.test(sentence)))?.[0] ?? null;
  if (found === null) return before;
  return before !== null && faint.has(found) ? before : found;
}

/** Whether a text asks about products: price, stock, choice. */
export function asksForProduct(text: string): boolean {
  return productQuestion.test(text);
}

const productQuestion =
  /\bhow much\b|\bwhat (?:do|does|did)\b.*\bcosts?\b|\btell me\b.*\bcosts?\b|\bprice of\b|\bin stock\b|\bhow many\b.*\b(?:have|stock)\b|\bdo you (?:also )?(?:have|sell)\b|\bis there an?\b|\bon sale\b|\bwhat colou?rs\b/i;
