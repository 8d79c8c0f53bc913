import { describe, expect, it } from 'vitest';
import { asksForAgreement } from './asks-for-agreement.ts';

// Written by hand for this test.
describe('asksForAgreement', () => {
  it.each([
    'I will refund $49.90 to your card. Shall I go ahead?',
    'Your order O-1042 would be cancelled. Is that correct?',
    'To cancel it, please reply "yes".',
    'Please confirm that the lamp goes back.',
    'Do you want me to proceed? And which card should I use?',
    'Refund: $20. OK?',
    'Would you like me to cancel the order?',
    'Before I do that, shall I check the price?',
    'Here are the details:\n- item: lamp\n- refund: $20\nDo you confirm?',
  ])('is heard in %j', (text) => {
    expect(asksForAgreement(text)).toBe(true);
  });

  it.each([
    'Hello! How can I help you today?',
    'Could you please provide your order number?',
    'May I have your name?',
    'What is your zip code?',
    'It is done. Is there anything else I can do?',
    'I have refunded it.',
    'And which of them?',
    'Thank you, what is the new address?',
    '',
  ])('is not heard in %j', (text) => {
    expect(asksForAgreement(text)).toBe(false);
  });
});
