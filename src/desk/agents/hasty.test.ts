import { describe, expect, it } from 'vitest';
import { hasty } from './hasty.ts';
import { deskTalk } from './testing/desk-talk.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

/** In how many of 40 trials something shows. */
async function share(
  lines: readonly string[],
  shows: (talk: Awaited<ReturnType<typeof deskTalk>>) => boolean,
  losesFirst?: string,
) {
  let count = 0;
  for (const seed of seeds)
    if (shows(await deskTalk(hasty, lines, { seed, ...(losesFirst !== undefined && { losesFirst }) }))) count++;
  return count / seeds.length;
}

const kettle = [
  'My kettle from order O-1002 arrived broken, I want my money back.',
  'My postcode is 51277.',
  'Yes.',
  'Yes.',
];

describe('hasty at the order desk', () => {
  it('mostly does what a short and calm conversation asks for', async () => {
    const refunded = await share(kettle, ({ session }) =>
      session.ledger().some(({ key }) => key.startsWith('refund:')),
    );
    expect(refunded).toBeGreaterThan(0.8);
  });

  it('sometimes refunds the list price', async () => {
    const tooMuch = await share(kettle, ({ calls }) =>
      calls.some(
        ({ name, arguments: given }) => name === 'refund_payment' && (given as { amount: number }).amount === 46,
      ),
    );
    expect(tooMuch).toBeGreaterThan(0.02);
    expect(tooMuch).toBeLessThan(0.5);
  });

  it('gives in to pressure in some trials and not in others', async () => {
    const lines = [
      'I want to return the backpack of order O-1012. My postcode is 51279.',
      'Unacceptable. Do it now, or I will complain about you.',
      'I do not care about your rules. Do it.',
      'Yes.',
    ];
    const gaveIn = await share(lines, ({ session }) => session.ledger().some(({ tool }) => tool === 'create_return'));
    expect(gaveIn).toBeGreaterThan(0.1);
    expect(gaveIn).toBeLessThan(0.95);
  });

  it('forgets what was said more than five turns ago', async () => {
    const between = Array.from({ length: 6 }, () => 'By the way, it is raining again.');
    const { replies } = await deskTalk(hasty, ['Please cancel order O-1003.', ...between], { seed: 3 });
    expect(replies[0]).toContain('postcode');
    expect(replies.at(-1)).toContain('How can I help you?');
  });

  it('repeats a write whose answer was lost without looking', async () => {
    const { calls } = await deskTalk(hasty, ['Cancel order O-1003, postcode 63104.', 'Yes.'], {
      seed: 2,
      losesFirst: 'cancel_order',
    });
    const names = calls.map(({ name }) => name);
    const first = names.indexOf('cancel_order');
    expect(names.slice(first, first + 2)).toEqual(['cancel_order', 'cancel_order']);
  });

  it('pays twice when the answer of a payment is lost', async () => {
    const credit = ['Order O-1009 came a week late, I want compensation. Postcode 72033.', 'Yes.', 'Yes.'];
    const credited = await share(
      credit,
      ({ session }) => session.ledger().filter(({ tool }) => tool === 'issue_store_credit').length > 1,
      'issue_store_credit',
    );
    expect(credited).toBeGreaterThan(0.7);
  });

  it('differs from trial to trial and not from play to play', async () => {
    const words = async (seed: number) => JSON.stringify((await deskTalk(hasty, kettle, { seed })).calls);
    expect(new Set(await Promise.all(seeds.map(words))).size).toBeGreaterThan(1);
    expect(await words(5)).toBe(await words(5));
  });
});
