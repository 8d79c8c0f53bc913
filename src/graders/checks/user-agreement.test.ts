import { describe, expect, it } from 'vitest';
import { agreementOf } from './user-agreement.ts';

// The answers were written by hand for this test, after the ways in which people answer a clerk.
describe('agreementOf', () => {
  it.each([
    'yes',
    'Yes.',
    'YES!!',
    'Yes, please.',
    'yeah go ahead',
    'Yep, that’s right',
    'Sure, do it',
    'OK',
    'Okay, please proceed with the refund.',
    'That is correct.',
    'I confirm.',
    'Confirmed, please go ahead and cancel it.',
    'No problem, go ahead.',
    'Yes, that’s correct. No other changes.',
    'Yes please, and I don’t need anything else.',
    'Sounds good.',
    'Why not, go for it',
    'I agree',
    'Absolutely. Thank you!',
    'Please do.',
    'Yes, the one with the blue cover.',
    'Looks good to me, thanks',
    'Great, thank you, yes.',
    'Could you please go ahead?',
    'Yes. Will it take long?',
    'Yes, that is right. I do not want to modify any other items.',
    'Yes, cancel it. The reason is "no longer needed."',
    'There is no second address line. Yes, the state is NY.',
    "I don't have the order number with me. But yes, please go ahead.",
    "I'm not able to get a better one, so please go ahead.",
  ])('hears a yes in %j', (text) => {
    expect(agreementOf(text)).toBe('yes');
  });

  it.each([
    'no',
    'No.',
    'Nope, not that one',
    'no thanks',
    'Please don’t.',
    'Do not cancel it!',
    'I’d rather not',
    'That is not correct.',
    'Never.',
    'That’s wrong',
    'I do not want that',
    'Well, no.',
    'I can’t agree to that',
  ])('hears a no in %j', (text) => {
    expect(agreementOf(text)).toBe('no');
  });

  it.each([
    '',
    'Hmm.',
    'Which card does it go to?',
    'My order number is O-1042.',
    'Yes, but wait, which card is that?',
    'Yes, but not the second item.',
    'Yes... actually no',
    'Sure, but could you send it to the other address instead?',
    'OK hold on',
    'Yes — sorry, I meant order O-2000.',
    'No, I mean yes',
    'I changed my mind',
    'What does that cost?',
    'I am not sure.',
    'Is that right?',
    'Is it ok if I pay by card?',
    'Great! Could you also add two bags?',
    'Please process the refund to the original payment method.',
  ])('hears neither in %j', (text) => {
    expect(agreementOf(text)).not.toBe('yes');
  });

  it('takes no longer for long words', () => {
    expect(agreementOf(`${'no other '.repeat(100_000)}yes`)).toBeTypeOf('string');
  });
});
