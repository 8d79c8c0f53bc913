import { describe, expect, it } from 'vitest';
import type { Check, Grade, Step } from '#schema';
import { agentCallsTool, agentSays, check, gradeInput, userSays, worldBetween } from '../testing/graded-trial.ts';
import { policyRuleGrader } from './policy-rule.ts';

const refund = agentCallsTool('refund', { order: 'O-1' });
const verify = agentCallsTool('verify', { customer: 'C-1' });

async function grade(requires: readonly object[], steps: readonly Step[]): Promise<Grade> {
  const written = { check: 'policy-rule', rule: 'Verify, then ask.', before: { tool: 'refund' }, requires };
  const one = check(written) as Extract<Check, { check: 'policy-rule' }>;
  const input = gradeInput(steps, { world: worldBetween({}, {}) });
  const [only] = await policyRuleGrader(one, 0).grade(input, AbortSignal.any([]));
  return only as Grade;
}

const agreed = [{ userAgreed: true }];
const verified = [{ call: { tool: 'verify', arguments: { customer: 'C-1' }, outcome: 'succeeded' } }];

describe('a policy rule', () => {
  it('is kept when every call has what it requires before it', async () => {
    expect((await grade(verified, [verify, refund, refund])).finding).toBe('pass');
  });

  it('is broken by each call that has not, with the rule, the call and what was missing', async () => {
    const { finding, evidence } = await grade(verified, [refund, verify, refund, agentCallsTool('verify')]);
    expect(finding).toBe('fail');
    expect(evidence).toEqual([
      {
        message: 'Verify, then ask. (before this call there was no verify {"customer":"C-1"} that succeeded)',
        step: 0,
        quote: 'refund {"order":"O-1"}',
      },
    ]);
  });

  it('is kept where its call never came', async () => {
    expect((await grade(agreed, [verify, agentSays('Sorry, no.')])).finding).toBe('pass');
  });

  it.each<[string, readonly Step[], 'pass' | 'fail']>([
    ['asked and said yes', [agentSays('I refund $5. Is that right?'), userSays('Yes.'), verify, refund], 'pass'],
    ['asked and said no', [agentSays('Shall I refund it?'), userSays('No, wait.'), refund], 'fail'],
    ['asked and did not wait', [agentSays('Shall I refund it?'), refund, userSays('Yes.')], 'fail'],
    ['never asked', [userSays('Yes, refund it now, ok?'), agentSays('I do it.'), refund], 'fail'],
    ['only greeted', [agentSays('Hi, how can I help you?'), userSays('Sure, refund O-1 please.'), refund], 'fail'],
    [
      'asked for a number',
      [agentSays('Could you give me the order number?'), userSays('Sure, it is O-1.'), refund],
      'fail',
    ],
    [
      'agreed, then took it back',
      [agentSays('Refund O-1?'), userSays('Yes.'), agentSays('One moment.'), userSays('Hold on.'), refund],
      'fail',
    ],
    [
      'asked again and not answered',
      [agentSays('Refund O-1?'), userSays('Yes.'), agentSays('And is the card still valid?'), refund],
      'fail',
    ],
    ['agreed to two at once', [agentSays('Refund both?'), userSays('Yes, both.'), refund, refund], 'pass'],
    [
      'agreed to the first only',
      [agentSays('Refund O-1?'), userSays('Yes.'), refund, userSays('And O-2 is late too.'), refund],
      'fail',
    ],
  ])('hears the user: %s', async (_, steps, finding) => {
    expect((await grade(agreed, steps)).finding).toBe(finding);
  });

  it('hears what the user said, in any turn before', async () => {
    const said = [{ userSaid: ['O-1', 'order one'] }];
    expect((await grade(said, [userSays('It is o-1'), agentSays('Ok'), refund])).finding).toBe('pass');
    expect((await grade(said, [userSays('It is O-12'), refund, userSays('O-1')])).finding).toBe('fail');
  });

  it('judges a trial under way as it will be judged at its end: what comes later changes no breach', async () => {
    const steps = [
      agentSays('Refund?'),
      userSays('Yes.'),
      refund,
      userSays('No!'),
      refund,
      verify,
      agentSays('Ok?'),
      userSays('Yes'),
    ];
    const breaches = async (to: number): Promise<(number | null)[]> => {
      const { finding, evidence } = await grade(agreed, steps.slice(0, to));
      return finding === 'fail' ? evidence.map(({ step }) => step) : [];
    };
    const whole = await breaches(steps.length);
    expect(whole).toEqual([4]);
    for (let to = 1; to <= steps.length; to++)
      expect(await breaches(to)).toEqual(whole.filter((step) => step !== null && step < to));
  });
});
