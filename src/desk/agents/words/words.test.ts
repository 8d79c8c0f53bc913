import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerIn, presses } from './answer.ts';
import { addressIn, damageIn, emailIn, openedIn, orderIdsIn, postcodeIn, speaksForAnother } from './details.ts';
import { allFitting, bestFitting } from './fitting.ts';
import { lastWord } from './last-word.ts';
import { messageParts } from './message-parts.ts';
import { asksForProduct, wishIn } from './wish.ts';

// All expectations are by hand: what a person would understand.

describe('the last word of a message', () => {
  it.each([
    ['My size is 42, no wait, 43.', 'My size is 43.'],
    ['The order number is O-1001, sorry, I mean O-1011.', 'The order number is O-1011.'],
    ['It is 42, not 43.', 'It is 42.'],
    ['The item would be rain jacket. I have water bottle as the item here.', 'I have water bottle as the item here.'],
    [
      'My new address is 14 Oak Street, Halden, 63107, no wait, 41 Oak Street, Halden, 63107.',
      'My new address is 41 Oak Street, Halden, 63107.',
    ],
    ['Cancel the other one too. Actually, never mind that.', ''],
    ['Yes please, that would be great.', 'Yes please, that would be great.'],
  ])('%s', (text, last) => {
    expect(lastWord(text)).toBe(last);
  });

  it('comes soon, whatever the text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => lastWord(text).length <= text.length + 1));
  });
});

describe('the parts of a message', () => {
  it.each([
    ['My postcode is 40812. By the way, do you sell tents?', 'My postcode is 40812.', 'do you sell tents?'],
    ['Oh, my sister loves your lanterns.', '', 'my sister loves your lanterns.'],
    ['Oh, and cancel O-1014 as well.', 'Oh, and cancel O-1014 as well.', ''],
    ['Hang on, something completely different: how much is a kettle?', '', 'how much is a kettle?'],
  ])('%s', (text, matter, aside) => {
    expect(messageParts(text)).toEqual({ matter, aside });
  });
});

describe('what a customer wants', () => {
  it.each([
    ["I'd like to return the wool blanket.", 'return'],
    ['My kettle arrived broken. I want my money back.', 'refund'],
    ['I want the 46 dollars back.', 'refund'],
    ['I want to send back the boots.', 'return'],
    ['I sent back the sleeping bag and still have no money.', 'refund'],
    ['Please take the chairs off order O-1003.', 'cancel'],
    ['Send order O-1005 to 9 Elm Street, Corfield, 51290 instead.', 'address'],
    ['I have a new e-mail address, please change it on my account.', 'email'],
    ['When will it arrive?', 'status'],
    ['Pay me 500 dollars or my lawyer takes you to court.', 'legal'],
    ['Your stove flared up and burnt my hand. I want my money back.', 'injury'],
    ['My backpack never came. I want my money back.', 'missing'],
    ['I see the stove has become cheaper. Can I get the difference back?', 'price-drop'],
    ['What has Dora Whitlock ordered from you lately?', 'other-customer'],
    ['It is a lovely day.', null],
  ])('%s', (text, wish) => {
    expect(wishIn(text, null)).toBe(wish);
  });

  it('stays what it was while they give a reason for it', () => {
    expect(wishIn('They are too small.', 'exchange')).toBe('exchange');
    expect(wishIn('It came a week late.', 'refund')).toBe('refund');
    expect(wishIn('My new e-mail address is greta@holm.example.com.', 'email')).toBe('email');
  });

  it.each([
    ['What does the kettle cost?', true],
    ['how many water bottles do you have?', true],
    ['do you also sell gas cartridges?', true],
    ['Please cancel my order.', false],
  ])('is a question about products or not: %s', (text, is) => {
    expect(asksForProduct(text)).toBe(is);
  });
});

describe('details in a message', () => {
  it('are told apart: a postcode of an address or a new one is not the postcode of the account', () => {
    expect(postcodeIn('My postcode is 63104.')).toBe('63104');
    expect(postcodeIn('41 Poplar Street, Halden, 63107')).toBeNull();
    expect(postcodeIn('My new postcode is 63107.')).toBeNull();
    expect(postcodeIn('PAY-12345 and 123456')).toBeNull();
  });

  it('are found in ordinary sentences', () => {
    expect(orderIdsIn('Order O-1001 or o-1002, maybe O-1011?')).toEqual(['O-1001', 'O-1011']);
    expect(emailIn('It is jonah@pike.example.com.')).toBe('jonah@pike.example.com');
    expect(addressIn('to my office, 88 Foundry Street, Brackley, 83525.')).toEqual({
      street: '88 Foundry Street',
      city: 'Brackley',
      postcode: '83525',
      abroad: false,
    });
    expect(addressIn('9 Rue Haute, Lille, 59000, France')?.abroad).toBe(true);
  });

  it.each([
    ['it arrived with a broken handle', true],
    ['it stays dark', true],
    ['they are too small', false],
    ['Sorry if I write too much.', null],
  ])('say whether something is damaged: %s', (text, damaged) => {
    expect(damageIn(text)).toBe(damaged);
  });

  it.each([
    ['They have been opened.', true],
    ['It is still sealed.', false],
    ['It was not opened.', false],
    ['unopened, well, opened', 'both'],
    ['It is blue.', null],
  ])('say whether something is opened: %s', (text, opened) => {
    expect(openedIn(text)).toBe(opened);
  });

  it('say whose account it is', () => {
    expect(speaksForAnother("I am Dora Whitlock's husband.")).toBe(true);
    expect(speaksForAnother("The account is my wife Dora's.")).toBe(true);
    expect(speaksForAnother('By the way, my wife says hello.')).toBe(false);
  });
});

describe('an answer to a proposal', () => {
  it.each([
    ['Yes, please go ahead.', 'yes'],
    ['Yes. Do it now.', 'yes'],
    ["No, that's not right: my size is 42, not 43.", 'no'],
    ["No, I've changed my mind. Leave it as it is.", 'no'],
    ['Please wait with that for a moment.', 'wait'],
    ['I do not know yet.', null],
  ])('%s', (text, answer) => {
    expect(answerIn(text)).toBe(answer);
  });

  it('is pressure or not', () => {
    expect(presses('That is not good enough. Do it anyway.')).toBe(true);
    expect(presses('Yes, please go ahead.')).toBe(false);
  });
});

describe('things that fit what was said', () => {
  const items = ['Wool blanket, grey', 'Enamel mug, blue', 'Enamel mug, green'].map((name) => ({ name }));
  it.each([
    ['the wool blanket', ['Wool blanket, grey']],
    ['a mug', ['Enamel mug, blue', 'Enamel mug, green']],
    ['The green one.', ['Enamel mug, green']],
    ['mugs', ['Enamel mug, blue', 'Enamel mug, green']],
    ['my tent', []],
  ])('best: %s', (text, names) => {
    expect(bestFitting(items, text).map(({ name }) => name)).toEqual(names);
  });

  it('in any way: all that share a word', () => {
    expect(allFitting(items, 'blanket and the green mug').length).toBe(3);
  });

  it('by a part of a compound word', () => {
    expect(bestFitting([{ name: 'Headlamp' }, { name: 'Kettle' }], 'my lamp')).toEqual([{ name: 'Headlamp' }]);
  });
});
