import { describe, expect, it } from 'vitest';
import type { Check, Grade } from '#schema';
import type { GradeInput } from '../grader.ts';
import { agentCallsTool, agentSays, check, gradeInput, trajectoryOf, userSays } from '../testing/graded-trial.ts';
import { saysGrader } from './says.ts';

const talk = [
  agentSays('Hello! How can I help?'),
  userSays('I want $100 back, you fool.'),
  agentSays('You\u2019ll get $49.90 within 5\u201310 working days.'),
  agentCallsTool('note', { text: 'angry' }),
  agentSays('Anything else?'),
];

async function grade(written: object, steps = talk, more: Partial<GradeInput> = {}): Promise<Grade> {
  const one = check({ check: 'says', ...written }) as Extract<Check, { check: 'says' }>;
  const [only] = await saysGrader(one, 0).grade(gradeInput(steps, more), AbortSignal.any([]));
  return only as Grade;
}

describe('a says check', () => {
  it.each([
    [{ must: ["you'll get $49.90", 'HELLO'] }],
    [{ must: [['$50', '$49.90']] }],
    [{ mustNot: ['fool', '$100'] }],
    [{ matches: ['\\$\\d+\\.\\d{2} within'] }],
    [{ mustNotMatch: ['^\\$'] }],
    [{ where: 'last', must: ['anything else'] }],
  ])('passes for %j', async (written) => {
    expect((await grade(written)).finding).toBe('pass');
  });

  it.each([
    [{ must: ['$4'] }, 4, 'Anything else?'],
    [{ must: [['refund', 'credit']] }, 4, 'Anything else?'],
    [{ mustNot: ["you'll get"] }, 2, 'You\u2019ll get'],
    [{ matches: ['^\\d+$'] }, 4, 'Anything else?'],
    [{ mustNotMatch: ['5.10 working'] }, 2, '5\u201310 working'],
    [{ where: 'last', must: ['$49.90'] }, 4, 'Anything else?'],
    [{ where: 'last', mustNot: ['else'] }, 4, 'else'],
  ])('fails for %j at step %d, quoting %j', async (written, step, quote) => {
    const { finding, evidence } = await grade(written);
    expect([finding, evidence.map((one) => [one.step, one.quote])]).toEqual(['fail', [[step, quote]]]);
  });

  const schema = {
    type: 'object',
    properties: { order: { type: 'string', pattern: '^O-\\d+$' }, total: { type: 'number', maximum: 50 } },
    required: ['order'],
  };

  it.each([
    ['{"order":"O-1","total":49.9}', 'pass'],
    [' {"order":"O-1"}\n', 'pass'],
    ['{"order":"o-1"}', 'fail'],
    ['{"total":1}', 'fail'],
    ['{"order":"O-1","total":51}', 'fail'],
    ['Here it is: {"order":"O-1"}', 'fail'],
    ['', 'fail'],
    ['['.repeat(10_000), 'fail'],
  ])('with a schema, on %j: %s', async (text, finding) => {
    const steps = [agentCallsTool('note'), agentSays(text)];
    expect((await grade({ where: 'last', schema }, steps)).finding).toBe(finding);
  });

  it('cannot be hung by a schema’s pattern either', async () => {
    const slow = { type: 'string', pattern: '^(a|aa)+$' };
    const steps = [agentSays(JSON.stringify(`${'a'.repeat(20_000)}!`))];
    expect((await grade({ schema: slow }, steps)).finding).toBe('fail');
  });

  it('fails an agent that floods', async () => {
    const { finding, evidence } = await grade({ mustNot: ['x'] }, [agentSays('y'.repeat(200_001))]);
    expect([finding, evidence[0]?.step]).toEqual(['fail', 0]);
  });

  it('finds forbidden words in a record that is not whole, and no absence', async () => {
    const trajectory = trajectoryOf(talk, false);
    expect((await grade({ mustNot: ['hello'] }, talk, { trajectory })).finding).toBe('fail');
    expect((await grade({ must: ['hello'] }, talk, { trajectory })).finding).toBe('not-scored');
  });

  it('is not passed by an agent that says and does nothing', async () => {
    expect((await grade({ mustNot: ['fool'] }, [userSays('Hello?')])).finding).toBe('fail');
  });

  it.each([
    [{ matches: ['(?=a)'] }, 'GRADERS_BAD_PATTERN'],
    [{ mustNotMatch: ['('] }, 'GRADERS_BAD_PATTERN'],
    [{ schema: { type: 'strin' } }, 'GRADERS_BAD_SCHEMA'],
    [{ schema: { $ref: 'https://example.com/schema' } }, 'GRADERS_BAD_SCHEMA'],
    [{ schema: { pattern: '(a)\\1' } }, 'GRADERS_BAD_PATTERN'],
    [{ schema: { pattern: 'a)(b' } }, 'GRADERS_BAD_PATTERN'],
  ])('refuses %j with %s before any trial', (written, code) => {
    const one = check({ check: 'says', ...written }) as Extract<Check, { check: 'says' }>;
    expect(() => saysGrader(one, 0)).toThrow(expect.objectContaining({ code }));
  });
});
