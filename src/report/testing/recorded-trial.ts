import { type Step, type Trajectory, type Trial, trajectorySchema, trialSchema, unknownCost } from '#schema';
import { agentStep, eventStep, instructionStep, toolStep, userStep } from '../../schema/testing/step-fixtures.ts';
import { trialFixture } from '../../schema/testing/trial-fixture.ts';
import type { RecordedTrial } from '../diff/align-trials.ts';

export { eventStep as event, instructionStep as instruction, userStep as user };

/** A turn of the agent, in tests; empty words for one that only calls tools. */
export function agent(content: string, toolCalls = 0): Step {
  return agentStep(content === '' ? null : content, { toolCalls });
}

/** A call with its result, in tests. */
export function call(
  name: string,
  args: Extract<Step, { kind: 'tool' }>['arguments'],
  result = 'ok',
  rest: Partial<Extract<Step, { kind: 'tool' }>> = {},
): Step {
  return toolStep(name, args, { result, ...rest });
}

/** A recorded trial with the given steps, in tests. It meets the schemas. */
export function recordedTrial(
  steps: readonly Step[],
  rest: Partial<Trial> = {},
  scenarioId = 'refund-partial-giftcard',
): RecordedTrial {
  const trajectory: Trajectory = { schemaVersion: 1, timeZoneAssumed: false, complete: true, steps: [...steps] };
  const trial = trialFixture(scenarioId, 0, 'P', { stop: { reason: 'user-ended', code: null }, ...rest });
  return { trial: trialSchema.parse(trial), trajectory: trajectorySchema.parse(trajectory) };
}

/** Two trials of one refund, in tests: the same up to the order, then one looks up how it was paid and one does not. */
export function refundTrials(): { passed: RecordedTrial; failed: RecordedTrial } {
  const opening = [
    instructionStep('Refund to the original payment method only. Ask before you refund.'),
    userStep('I want my money back for order W-88.'),
    agent('', 1),
    call('find_user', { email: 'ana@example.com' }, '{"user":"u_7"}'),
    agent('', 1),
    call('get_order', { order: 'W-88' }, '{"total":65,"payment":"pm_2"}'),
  ];
  const ending = [agent('Done, the refund is on its way.'), userStep('Thank you!')];
  const grade = (finding: 'pass' | 'fail', message: string): Trial['grades'][number] => ({
    grader: { id: 'database', version: '1', kind: 'code', digest: null },
    dimension: 'final-state',
    finding,
    score: null,
    decisive: true,
    evidence: [{ message, step: null, quote: null }],
    costUsd: null,
  });
  return {
    passed: recordedTrial(
      [
        ...opening,
        agent('', 1),
        call('get_payment', { payment: 'pm_2' }, '{"card":40,"gift":25}'),
        agent('I will split the refund across card and gift card, all right?'),
        userStep('Yes.'),
        agent('', 1),
        call('issue_refund', { amount: 40, method: 'card', order: 'W-88' }, 'refunded 40.00'),
        ...ending,
      ],
      {
        index: 0,
        grades: [grade('pass', 'refunds as expected')],
        cost: { ...unknownCost, agentUsd: 0.031 },
        durationMs: 41_000,
      },
    ),
    failed: recordedTrial(
      [
        ...opening,
        agent('', 1),
        call('issue_refund', { amount: 65, method: 'gift', order: 'W-88' }, 'refunded 65.00'),
        ...ending,
      ],
      {
        index: 2,
        outcome: 'fail',
        grades: [grade('fail', 'expected refunds.W-88.card = 40.00, found none')],
        cost: { ...unknownCost, agentUsd: 0.027 },
        durationMs: 33_500,
      },
    ),
  };
}
