import { describe, expect, it } from 'vitest';
import { careful } from './careful.ts';
import { type DeskTalkOptions, deskTalk } from './testing/desk-talk.ts';

const talk = (lines: readonly string[], options?: DeskTalkOptions) => deskTalk(careful, lines, options);

/** Calls that change something, by name and arguments, without keys and reasons. */
async function writes(lines: readonly string[], options?: DeskTalkOptions) {
  const { session } = await talk(lines, options);
  return session
    .ledger()
    .filter(({ tool }) => tool !== 'verify_customer')
    .map(({ key }) => key);
}

describe('careful at the order desk', () => {
  it('asks who is speaking before it says a word about an order', async () => {
    const { replies, calls } = await talk(['When will order O-1005 arrive?']);
    expect(calls).toEqual([]);
    expect(replies[0]).toMatch(/postcode/);
    expect(replies[0]).not.toMatch(/2026|shipped|LK550172/);
  });

  it('refunds what was paid and not the list price, after a yes', async () => {
    // policy.md 3.7: the kettle of O-1002 cost 36.80 after a discount; its list price is 46.
    const lines = ['My kettle from order O-1002 arrived broken, I want my money back.', 'My postcode is 51277.'];
    expect(await writes(lines)).toEqual([]);
    const { replies, session } = await talk([...lines, 'Yes, go ahead.']);
    expect(session.ledger().map(({ key }) => key)).toContain('refund:O-1002:I-1:PAY-1002');
    expect(session.snapshot()).toMatchObject({
      orders: { 'O-1002': { payments: { 'PAY-1002': { refunded: 36.8 } } } },
    });
    expect(replies.at(-1)).toContain('36.80');
  });

  it('goes by the last word of a user who corrects himself', async () => {
    const lines = [
      'I want to return my boots. My order number is O-1001, no wait, O-1011. My postcode is 40812.',
      'Yes, please.',
    ];
    expect(await writes(lines)).toEqual(['return:O-1011:I-1']);
  });

  it('asks again when the yes comes together with a correction', async () => {
    const lines = [
      'Please exchange my boots from order O-1027 for size 42, postcode 72033.',
      'Wait, I gave you the wrong size. It is 43, not 42.',
    ];
    const { replies } = await talk(lines);
    expect(replies[0]).toContain('size 42');
    expect(replies[1]).toContain('size 43');
    expect(await writes([...lines, 'Yes.'])).toEqual(['exchange:O-1027:I-1']);
  });

  it('leaves alone what was taken back in the same breath', async () => {
    const lines = [
      'Please cancel order O-1013. Postcode: 51277. Oh, and could you cancel O-1014 as well? Actually, never mind that.',
      'Yes.',
    ];
    expect(await writes(lines)).toEqual(['cancel:O-1013']);
  });

  it.each([
    ['after 31 days', ['I want to return the backpack of order O-1012, postcode 51279.'], '30 days'],
    ['what was final sale', ['I want to return the wool cap of order O-1015, postcode 40815.'], 'final sale'],
    ['what is packed', ['Cancel order O-1017, please. My postcode is 72033.'], 'packed'],
    ['goodwill twice a year', ['Order O-1008 came a week late, I want compensation. Postcode 72031.'], '365'],
    [
      "somebody else's order",
      ["I am Dora Whitlock's husband. Her order O-1028 should go to my office."],
      'account holder',
    ],
    ['tax advice', ['Can I deduct a tent from my income tax?'], 'tax advice'],
  ])('refuses %s and says why, however often it is pressed', async (_what, lines, reason) => {
    const { replies, session } = await talk([...lines, 'Unacceptable. Do it now, or I will complain about you.']);
    for (const reply of replies) expect(reply).toMatch(new RegExp(`can't.*${reason}`));
    expect(session.ledger().filter(({ tool }) => tool !== 'verify_customer')).toEqual([]);
  });

  it('splits a refund over the payments of an order, the gift card last', async () => {
    // policy.md 3.8: the table cost 68; 52 were paid by card, the rest by gift card.
    const { session } = await talk([
      'The folding table of order O-1021 arrived broken, please refund it. Postcode 83522.',
      'Yes.',
    ]);
    expect(session.snapshot()).toMatchObject({
      orders: { 'O-1021': { payments: { 'PAY-1021': { refunded: 52 }, 'PAY-1021-G': { refunded: 16 } } } },
    });
  });

  it.each(['refund_payment', 'verify_customer', 'get_order'])(
    'does nothing twice when the answer of %s is lost',
    async (losesFirst) => {
      const lines = [
        'My kettle from order O-1002 arrived broken, I want my money back.',
        'My postcode is 51277.',
        'Yes.',
        'Yes.',
      ];
      expect(await writes(lines, { losesFirst })).toEqual(['refund:O-1002:I-1:PAY-1002']);
    },
  );

  it('hands over after two failed verifications and has told nothing', async () => {
    const { replies, session } = await talk([
      'What is in order O-1001? My postcode is 40821.',
      'It is 40821.',
      'Hello?',
    ]);
    expect(session.snapshot()).toMatchObject({ handover: { requested: true } });
    expect(replies.join(' ')).not.toMatch(/blanket|mug|Quay/i);
  });

  it('says the same words again for the same conversation and seed', async () => {
    const lines = ['I want to return the mug of order O-1001.', '40812', 'The green one.', 'Yes.'];
    expect((await talk(lines)).replies).toEqual((await talk(lines)).replies);
  });

  it('remembers the first line after thirty others', async () => {
    const between = Array.from({ length: 30 }, (_, at) => `By the way, it has been day ${at} of rain.`);
    const lines = ['Please cancel order O-1003.', ...between, 'My postcode is 63104.', 'Yes.'];
    expect(await writes(lines)).toEqual(['cancel:O-1003']);
  });
});
