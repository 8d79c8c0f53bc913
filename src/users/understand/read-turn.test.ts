import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaUserSchema } from '#schema';
import { goalOf } from './goal.ts';
import { readTurn } from './read-turn.ts';

const goal = goalOf(
  agendaUserSchema.parse({
    facts: [
      { id: 'order', label: 'order number', value: 'W1001', asked: ['which order'], rivals: ['W1002'] },
      { id: 'email', label: 'email', value: 'mia@example.com' },
      { id: 'reason', label: 'reason', value: 'it arrived broken' },
      { id: 'method', label: 'refund method', value: 'store credit', asked: ['original payment', 'store credit'] },
    ],
    agenda: [
      { id: 'refund', say: 'I want a refund for my lamp.', doneWhen: ['refund ... issued', 'refunded'] },
      { id: 'date', say: 'When does order {order} arrive?', doneWhen: ['12 March'] },
    ],
    answers: [{ when: ['photo', 'picture'], say: 'I have no photo.' }],
  }),
);
const read = (text: string) => readTurn(goal, text, 'refund');

describe('readTurn', () => {
  it('finds all facts asked for in one turn, in lists and in prose', () => {
    expect(read('To start, please provide:\n1. Your **order ID**\n2. Your e-mail').asked).toEqual(['order', 'email']);
    expect(read('What is your email, and why do you want to return it?').asked).toEqual(['email', 'reason']);
  });

  it('takes a choice for the question about the fact it chooses', () => {
    const { asked, proposal } = read('Would you like store credit or a refund to the original payment?');
    expect([asked, proposal]).toEqual([['method'], null]);
  });

  it('finds what is asked besides a confirmation', () => {
    const { asked, proposal } = read('Do you want me to refund the lamp, and could you provide the reason?');
    expect([asked, proposal?.supported]).toEqual([['reason'], true]);
  });

  it('does not take what a confirmation is about for a question', () => {
    expect(read('Shall I send the refund for order number W1001 to your email?').asked).toEqual([]);
  });

  it('sees the wrong value in a proposal, listed or alike after its label, and not beside the right one', () => {
    const conflict = (text: string) => read(text).proposal?.conflict;
    expect(conflict('Shall I refund order W1002?')).toEqual({ fact: 'order', value: 'W1002' });
    expect(conflict('I would refund order W7777. Shall I go ahead?')).toEqual({ fact: 'order', value: 'w7777' });
    expect(conflict('Order W1002 stays as it is, and I refund W1001. Is that correct?')).toBeNull();
    expect(conflict('I would refund the lamp under ticket T7777. Shall I go ahead?')).toBeNull();
  });

  it('knows a proposal that names nothing of the goal', () => {
    expect(read('Would you like to add travel insurance?').proposal).toMatchObject({
      supported: false,
      generic: false,
    });
    expect(read('Shall I go ahead?').proposal).toMatchObject({ supported: false, generic: true });
    expect(read('I will refund the lamp. Shall I go ahead?').proposal).toMatchObject({ supported: true });
  });

  it.each([
    'The refund of $25 has been issued to your card.',
    'Done! Your lamp is refunded.',
    "I've checked everything, and the refund was issued.",
    'I can confirm that the refund has been issued.',
  ])('sees it done: %s', (text) => expect(read(text).done).toEqual(['refund']));

  it.each([
    'The refund has not been issued.',
    'Would you like the refund to be issued?',
    'Once the refund is issued, you get an email.',
    'I can get the lamp refunded.',
    'If you confirm, the refund will be issued.',
  ])('does not see it done: %s', (text) => expect(read(text).done).toEqual([]));

  it('takes a value for an answer even when it lies in the future', () => {
    expect(read('It will arrive on 12 March.').done).toEqual(['date']);
  });

  it.each([
    'I am sorry, a refund is not possible after 30 days.',
    'Unfortunately, this item is not eligible for a refund. Is there anything else?',
    "I can't refund it. I can offer store credit instead. Would you like that for the lamp?",
    "We don't offer refunds on sale items.",
  ])('hears a refusal: %s', (text) => expect(read(text).declines).toBe(true));

  it.each([
    "I can't find an order under that number.",
    'I cannot refund it without your order number. What is your order number?',
    'Please note that a refund cannot be undone. Shall I refund the lamp?',
    'I will refund the lamp; this is not something we can take back. Do you confirm the refund?',
    'As a reminder, orders that were shipped cannot be cancelled.',
  ])('hears no refusal: %s', (text) => expect(read(text).declines).toBe(false));

  it('hears a hand-over that happens, not one that is offered', () => {
    expect(read('I am transferring you to a human agent.').handsOver).toBe(true);
    const offered = read('Would you like me to transfer you to a human agent?');
    expect([offered.handsOver, offered.proposal?.handOver]).toEqual([false, true]);
  });

  it('uses a prepared answer, and reports what it cannot map', () => {
    expect(read('Could you send a photo?').answers).toEqual(['I have no photo.']);
    expect(read('Which colour was the box?').unmapped).toEqual(['Which colour was the box?']);
  });

  it('does not count courtesies as questions', () => {
    const { unmapped, asksForMore } = read('Let me know if you have any other questions. How else can I help?');
    expect([unmapped, asksForMore]).toEqual([[], true]);
  });

  it('takes `could you provide those?` back to what was asked before it', () => {
    expect(read('I need your email and your order ID. Could you provide those?')).toMatchObject({
      asked: ['order', 'email'],
      asksAgain: false,
      unmapped: [],
    });
  });

  it('reads any text without failing, the same each time', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(read(text)).toEqual(read(text));
      }),
    ));

  // A quadratic expression would take minutes for such texts.
  it.each(['?', 'a ', '*', '[](', 'please ', '\n- ', '1.', 'W1002 ', 'or ', 'not ', ', and '])(
    'reads 200,000 characters of %j in time',
    (piece) => {
      const { empty } = read(piece.repeat(200_000 / piece.length));
      expect(typeof empty).toBe('boolean');
    },
    10_000,
  );
});
