import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatRequest, ModelFailure, scriptedModel } from '#llm';
import type { Grade } from '#schema';
import type { Grader } from './grader.ts';
import { graderConformance } from './grader-conformance.ts';
import { gradersFor } from './graders-for.ts';
import { hostileGradeInputs } from './hostile-grade-inputs.ts';
import { generatedGradeInput } from './testing/generated-grade-input.ts';
import { scenarioWith } from './testing/graded-trial.ts';

const written: readonly object[] = [
  {
    check: 'final-state',
    mode: 'exact',
    expect: [{ path: '/orders/O-1', oneOf: ['open', null] }],
    allowChanges: ['/*/x'],
  },
  { check: 'final-state', forbidChanges: ['/orders/**'] },
  {
    check: 'tool-calls',
    required: [{ tool: 'refund', arguments: { orders: { 'O-1': 1 } }, atMost: 1 }],
    order: ['find', 'refund'],
  },
  { check: 'tool-calls', forbidden: [{ tool: 'refund', outcome: 'failed' }] },
  { check: 'says', must: [['refund', 'Done \u2019tis']], mustNot: ['$5'], matches: ['.'], mustNotMatch: ['(n|no)+!'] },
  { check: 'says', where: 'last', schema: { type: 'object', required: ['order'] } },
  { check: 'policy-rule', rule: 'R', before: { tool: 'refund' }, requires: [{ userAgreed: true }] },
  {
    check: 'policy-rule',
    rule: 'R',
    before: { tool: 'find' },
    requires: [{ call: { tool: 'verify' } }, { userSaid: ['yes'] }],
  },
  { check: 'limits', maxToolCalls: 2, maxIdenticalCalls: 0, maxUserTurns: 3 },
  { check: 'limits', maxDurationMs: 5, maxCostUsd: 1 },
  { check: 'no-duplicate-effects' },
];
const judged: readonly object[] = [
  { check: 'rubric', rubric: 'Fine.', repeats: 2 },
  { check: 'scorecard', dimensions: [{ name: 'tone', rubric: 'Friendly.' }] },
];

/** A judge that quotes the record well or badly, abstains, babbles or fails, by turns that depend on what it is asked. */
const wildJudge = scriptedModel([wildAnswer], { repeatLast: true });

function wildAnswer({ messages, seed = 0 }: ChatRequest): string | ModelFailure {
  const text = messages[0]?.text ?? '';
  const turn = (text.length + seed + messages.length) % 6;
  if (turn === 0) return new ModelFailure('unavailable', 'down');
  if (turn === 1) return 'pass, I would say';
  const step = Number(/step (\d+): (?:agent|user) says/.exec(text)?.[1] ?? 0);
  const said = /(?:agent|user) says\n(.*)/.exec(text)?.[1] ?? 'nothing';
  const quote = turn === 2 ? 'invented' : said.slice(0, 20);
  const finding = ['abstain', 'pass', 'fail'][turn % 3];
  return JSON.stringify({ reasoning: 'r', finding, score: 0.5, quotes: [{ step, text: quote }] });
}

describe.each(written.map((one) => ({ name: JSON.stringify(one).slice(0, 80), one })))(
  'the grader of $name',
  ({ one }) => {
    const [grader] = gradersFor(scenarioWith([one]));

    it('conforms on hostile and on generated trials', () =>
      fc.assert(
        fc.asyncProperty(fc.array(generatedGradeInput, { minLength: 60, maxLength: 60 }), async (inputs) => {
          expect(await graderConformance(grader as Grader, inputs)).toEqual([]);
        }),
        { numRuns: 1 },
      ));
  },
);

describe.each(judged.map((one) => ({ name: JSON.stringify(one).slice(0, 40), one })))(
  'the grader of $name',
  ({ one }) => {
    const [grader] = gradersFor(scenarioWith([one]), { judge: wildJudge });

    it('conforms whatever its judge answers', () =>
      fc.assert(
        fc.asyncProperty(fc.array(generatedGradeInput, { minLength: 60, maxLength: 60 }), async (inputs) => {
          expect(await graderConformance(grader as Grader, inputs)).toEqual([]);
        }),
        { numRuns: 1 },
      ));
  },
);

describe('graderConformance', () => {
  const grade: Grade = {
    grader: { id: 'mine', version: null, kind: 'code', digest: null },
    dimension: null,
    finding: 'pass',
    score: null,
    decisive: true,
    evidence: [],
    costUsd: 0,
  };
  const conforms = async (find: Grader['grade']): Promise<readonly string[]> =>
    graderConformance({ id: 'mine', kind: 'code', grade: find });
  let calls = 0;

  it.each<[string, Grader['grade'], RegExp]>([
    ['rejects', () => Promise.reject(new Error('no steps')), /rejected: no steps/],
    ['gives nothing', async () => [], /gave no grade/],
    ['passes whoever does nothing', async () => [grade], /did nothing passed/],
    ['fails without a reason', async () => [{ ...grade, finding: 'fail' }], /fail has no evidence/],
    [
      'answers otherwise each time',
      async () => [
        { ...grade, finding: 'fail', score: calls++, evidence: [{ message: 'm', step: null, quote: null }] },
      ],
      /another grade/,
    ],
    [
      'points nowhere',
      async () => [{ ...grade, finding: 'fail', evidence: [{ message: 'm', step: 9e6, quote: null }] }],
      /does not exist/,
    ],
    [
      'quotes without a step',
      async () => [{ ...grade, finding: 'fail', evidence: [{ message: 'm', step: null, quote: 'q' }] }],
      /without a step/,
    ],
    [
      'invents quotes',
      async ({ trajectory }) => [
        {
          ...grade,
          finding: 'fail',
          evidence: [
            {
              message: 'm',
              step: trajectory.steps.length > 0 ? 0 : null,
              quote: trajectory.steps.length > 0 ? 'never said' : null,
            },
          ],
        },
      ],
      /does not have the quoted words/,
    ],
    [
      'calls itself a judge',
      async () => [{ ...grade, grader: { ...grade.grader, kind: 'model' } }],
      /expected grades of kind code/,
    ],
    [
      'changes the trial',
      async ({ trajectory }) => {
        trajectory.steps.push(trajectory.steps[0] ?? ({ kind: 'event' } as never));
        return [grade];
      },
      /changed the trial/,
    ],
    ['grades outside the schema', async () => [{ ...grade, costUsd: -1 }], /does not fit its schema/],
  ])('catches a grader that %s', async (_, find, breach) => {
    expect((await conforms(find)).join('\n')).toMatch(breach);
  });

  it('tries at least fifty hostile trials', () => {
    expect(hostileGradeInputs().length).toBeGreaterThanOrEqual(50);
  });
});
