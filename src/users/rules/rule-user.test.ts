import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import { playedScenario } from '../testing/played-scenario.ts';
import { ruleUser } from './rule-user.ts';

const refund = {
  facts: [
    { id: 'order', label: 'order number', value: 'W1001', rivals: ['W1002'] },
    { id: 'email', label: 'email', value: 'mia@example.com' },
  ],
  agenda: [{ id: 'refund', say: 'I would like a refund for my lamp.', doneWhen: ['refund ... issued'] }],
};
const answers = [
  'Could you please provide your email address and your order ID?',
  'I will refund order W1001 to your card. Do you confirm (yes/no)?',
  'The refund has been issued. Anything else?',
];

describe('ruleUser', () => {
  it('asks, answers what it is asked, confirms what fits and leaves when it is done', async () => {
    const moves = await converse(ruleUser(), playedScenario(refund), (_text, turn) => answers[turn - 1] ?? '');
    expect(moves[0]?.text).toContain('I would like a refund for my lamp.');
    expect(moves[1]?.text).toMatch(/W1001.*mia@example\.com/);
    expect(moves[2]?.text).toMatch(/^Yes/);
    expect(moves.at(-1)?.leaves).toBe('satisfied');
    expect(moves).toHaveLength(4);
  });

  it('refuses a proposal that holds a rival value, and names the true one', async () => {
    const moves = await converse(
      ruleUser(),
      playedScenario(refund),
      () => 'I will refund order W1002. Shall I proceed?',
    );
    expect(moves[1]?.text).toMatch(/^No.*W1001.*W1002/);
    expect(moves.every(({ text }) => !text?.startsWith('Yes'))).toBe(true);
  });
});
