import { type Answer, answerIn, presses } from './words/answer.ts';
import {
  addressIn,
  damageIn,
  emailIn,
  namesOtherPayment,
  openedIn,
  orderIdsIn,
  postcodeIn,
  type SpokenAddress,
  speaksForAnother,
} from './words/details.ts';
import { lastWord, sentencesOf } from './words/last-word.ts';
import { messageParts } from './words/message-parts.ts';
import { asksForProduct, type Wish, wishIn } from './words/wish.ts';

/** What the program believes about the customer and their wish, from the words it remembers. */
export interface Belief {
  readonly wish: Wish | null;
  /** What was said about the wish at hand, newest first; which item is meant is read from it. */
  readonly said: readonly string[];
  /** Order numbers, the one named last first. */
  readonly orderIds: readonly string[];
  readonly postcode: string | null;
  readonly email: string | null;
  readonly newEmail: string | null;
  readonly address: SpokenAddress | null;
  readonly damaged: boolean | null;
  readonly opened: boolean | null | 'both';
  readonly forAnother: boolean;
  readonly otherPayment: boolean;
  /** Of the last message: how it answers a proposal. */
  readonly answer: Answer | null;
  /** Of the last message: whether it presses for what was refused. */
  readonly presses: boolean;
  /** Of the last message: a question about products; null for none. */
  readonly productQuestion: string | null;
  /** Of the last message: a remark in between that is about nothing else. */
  readonly aside: string;
  /** Of the last message: whether it says something new about the matter. */
  readonly toTheMatter: boolean;
}

/** A message of the user. */
export interface Heard {
  readonly text: string;
  /** Whether the last word counts where it corrects itself; its first value counts otherwise. */
  readonly lastWordCounts: boolean;
}

const nothing: Belief = {
  wish: null,
  said: [],
  orderIds: [],
  postcode: null,
  email: null,
  newEmail: null,
  address: null,
  damaged: null,
  opened: null,
  forAnother: false,
  otherPayment: false,
  answer: null,
  presses: false,
  productQuestion: null,
  aside: '',
  toTheMatter: false,
};

/**
 * What is to be believed after some messages.
 *
 * @param settled messages that belong to wishes which are settled: who the customer is still counts, what they wanted does not
 */
export function beliefOf(settled: readonly Heard[], current: readonly Heard[]): Belief {
  const known = settled.reduce(hear, nothing);
  const { orderIds, postcode, email, forAnother } = known;
  return current.reduce(hear, {
    ...nothing,
    orderIds,
    postcode,
    email,
    forAnother,
  });
}

function hear(before: Belief, { text, lastWordCounts }: Heard): Belief {
  const parts = messageParts(text);
  const matter = lastWordCounts ? lastWord(parts.matter) : firstWord(parts.matter);
  const aside = lastWordCounts ? lastWord(parts.aside) : parts.aside;
  const question = [aside, ...sentencesOf(matter)].find((sentence) => asksForProduct(sentence)) ?? null;
  const wish = wishIn(matter, before.wish);
  // What is only asked about is not what is meant.
  const about = sentencesOf(matter)
    .filter((sentence) => !asksForProduct(sentence))
    .join(' ');
  return {
    wish,
    said: about === '' ? before.said : [about, ...before.said],
    orderIds: [...new Set([...orderIdsIn(matter).reverse(), ...before.orderIds])],
    postcode: postcodeIn(matter) ?? before.postcode,
    ...emailsIn(matter, before),
    address: addressIn(matter) ?? before.address,
    damaged: damageIn(matter) ?? before.damaged,
    opened: openedIn(matter) ?? before.opened,
    forAnother: before.forAnother || speaksForAnother(matter),
    otherPayment: before.otherPayment || namesOtherPayment(matter),
    answer: answerIn(matter),
    presses: presses(matter),
    productQuestion: wish === 'price-drop' ? null : question,
    aside,
    toTheMatter: matter !== '' && question !== matter,
  };
}

/** What remains when slips are not put right: everything up to the correction. */
function firstWord(text: string): string {
  return text.replace(/,\s+(?:no,? wait|sorry, I mean|I mean)\b[^.!?]*/gi, '');
}

function emailsIn(text: string, before: Belief): Pick<Belief, 'email' | 'newEmail'> {
  let { email, newEmail } = before;
  for (const sentence of sentencesOf(text)) {
    const found = emailIn(sentence);
    if (found === null) continue;
    if (/\bnew\b|\bto\b.{0,5}$/i.test(sentence.slice(0, sentence.indexOf(found)))) newEmail = found;
    else email = found;
  }
  return { email, newEmail };
}
