import { describe, expect, it } from 'vitest';
import type { Grade } from '#schema';
import { disqualifiersOf } from './disqualifiers-of.ts';
import { gradersFor } from './graders-for.ts';
import { policyViolationsOf } from './policy-violations-of.ts';
import { agentSays, gradeInput, scenarioWith } from './testing/graded-trial.ts';

const signal = new AbortController().signal;
const grade = (id: string, finding: Grade['finding'], more: Partial<Grade> = {}): Grade => ({
  grader: { id, version: null, kind: 'code', digest: null },
  dimension: null,
  finding,
  score: null,
  decisive: true,
  evidence: [],
  costUsd: 0,
  ...more,
});
const at = (step: number | null) => ({ message: `at ${step}`, step, quote: null });

describe('gradersFor', () => {
  const scenario = scenarioWith([
    { check: 'says', must: ['done'] },
    { check: 'says', id: 'polite', mustNot: ['fool'], dimension: 'tone', decisive: false },
    { check: 'limits', maxToolCalls: 3 },
  ]);

  it('makes one grader for each check, in order, by the check’s id or its type and place', () => {
    expect(gradersFor(scenario).map(({ id }) => id)).toEqual(['says-1', 'polite', 'limits-3']);
  });

  it('marks grades with the check’s dimension or its type’s, whether they are decisive, and what judged them', async () => {
    const input = gradeInput([agentSays('Done.')]);
    const grades = (await Promise.all(gradersFor(scenario).map((one) => one.grade(input, signal)))).flat();
    expect(
      grades.map(({ dimension, decisive, finding, costUsd, grader }) => [
        dimension,
        decisive,
        finding,
        costUsd,
        grader.version,
      ]),
    ).toEqual([
      ['communication', true, 'pass', 0, 'says@1'],
      ['tone', false, 'pass', 0, 'says@1'],
      ['economy', true, 'pass', 0, 'limits@1'],
    ]);
    expect(new Set(grades.map(({ grader }) => grader.digest)).size).toBe(3);
  });

  it('refuses two checks of one id', () => {
    const twice = scenarioWith([
      { check: 'limits', maxTokens: 1 },
      { check: 'limits', id: 'limits-1', maxTokens: 2 },
    ]);
    expect(() => gradersFor(twice)).toThrow(
      expect.objectContaining({ code: 'GRADERS_DOUBLE_CHECK', where: { path: 'checks[1].id' } }),
    );
  });
});

describe('disqualifiersOf', () => {
  const scenario = scenarioWith([
    { check: 'limits', id: 'a', maxTokens: 1, disqualifier: true, decisive: false },
    { check: 'limits', id: 'b', maxTokens: 1 },
  ]);

  it('names each marked check that failed, once, with what its evidence says first', () => {
    const failed = grade('a', 'fail', { evidence: [at(3), at(4)] });
    expect(disqualifiersOf(scenario, [failed, failed, grade('b', 'fail')])).toEqual([
      { id: 'a', message: 'at 3', step: 3 },
    ]);
  });

  it('names none for a check that passed or could not be judged', () => {
    expect(disqualifiersOf(scenario, [grade('a', 'pass'), grade('a', 'not-scored')])).toEqual([]);
  });
});

describe('policyViolationsOf', () => {
  const rule = { grader: { id: 'r', version: 'policy-rule@1', kind: 'code', digest: null } } as const;

  it('counts each place that a broken rule points at, whatever the rule’s dimension', () => {
    const broken = grade('r', 'fail', { ...rule, dimension: 'safety', evidence: [at(2), at(2), at(5)] });
    expect(policyViolationsOf([broken, grade('other', 'fail')])).toBe(2);
  });

  it('counts one for a failed check of the dimension policy that points nowhere', () => {
    expect(policyViolationsOf([grade('x', 'fail', { dimension: 'policy', evidence: [at(null)] })])).toBe(1);
  });

  it('is 0 where somebody looked and found none, and null where nobody looked', () => {
    expect(policyViolationsOf([grade('r', 'pass', rule)])).toBe(0);
    expect(policyViolationsOf([grade('r', 'not-scored', rule), grade('other', 'fail')])).toBeNull();
  });
});
