import { describe, expect, it } from 'vitest';
import { type Check, type Grade, unknownCost, unknownUsage } from '#schema';
import type { GradeInput } from '../grader.ts';
import { agentCallsTool, agentSays, check, gradeInput, userSays } from '../testing/graded-trial.ts';
import { limitsGrader } from './limits.ts';

const steps = [
  userSays('Hello'),
  agentCallsTool('find', { a: 1, b: 2 }),
  agentCallsTool('find', { b: 2, a: 1 }, { isError: true }),
  agentSays('Done.'),
];
const known: Partial<GradeInput> = {
  durationMs: 900,
  usage: { ...unknownUsage, inputTokens: 100, outputTokens: 20 },
  cost: { ...unknownCost, agentUsd: 0.5 },
};

async function grade(written: object, more: Partial<GradeInput> = known): Promise<Grade> {
  const one = check({ check: 'limits', ...written }) as Extract<Check, { check: 'limits' }>;
  const [only] = await limitsGrader(one, 0).grade(gradeInput(steps, more), AbortSignal.any([]));
  return only as Grade;
}

// By hand: one user turn, two calls that are the same, one of them failed, 120 tokens.
describe('a limits check', () => {
  it.each([
    ['maxUserTurns', 1],
    ['maxToolCalls', 2],
    ['maxToolErrors', 1],
    ['maxIdenticalCalls', 1],
    ['maxDurationMs', 900],
    ['maxTokens', 120],
    ['maxCostUsd', 0.5],
  ])('with %s allows %d and not less', async (name, amount) => {
    expect((await grade({ [name]: amount })).finding).toBe('pass');
    expect((await grade({ [name]: amount - 0.5 < 0.5 ? 0 : Math.floor(amount) - 1 })).finding).toBe('fail');
  });

  it('takes an unknown amount for no zero', async () => {
    const { finding, evidence } = await grade({ maxTokens: 9, maxCostUsd: 1, maxToolCalls: 5 }, {});
    expect([finding, evidence[0]?.message]).toEqual([
      'not-scored',
      'amount-unknown: not known for this trial: tokens, US dollars',
    ]);
  });

  it('fails for what is exceeded, also where another amount is unknown', async () => {
    expect((await grade({ maxTokens: 9, maxToolCalls: 1 }, {})).evidence.map(({ message }) => message)).toEqual([
      'expected at most 1 tool calls, got 2',
    ]);
  });
});
