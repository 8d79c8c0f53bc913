import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grade, Trial } from '#schema';
import { failureClass } from './failure-class.ts';
import { failureVisibility } from './failure-visibility.ts';
import { factsFixture, trialFixture } from './testing/run-fixture.ts';

const failed = (parts: Partial<Trial>): Trial => ({ ...trialFixture('a', 0, 'F'), ...parts });
const ended = { stop: { reason: 'user-ended', code: 'user_stop' } } as const;
const clean = factsFixture({ toolErrors: 0, errorsRepaired: 0, handedOver: false, refusal: false, lastStep: 'agent' });

function grade(dimension: string, decisive: boolean): Grade {
  const grader = { id: 'check', version: null, kind: 'code', digest: null } as const;
  return { grader, dimension, finding: 'fail', score: null, decisive, evidence: [], costUsd: null };
}

describe('failureClass', () => {
  // The codes are quoted from tau2-bench's TerminationReason, terminal-bench's FailureMode and Harbor's exceptions.
  it.each([
    ['agent_timeout', 'limit'],
    ['max_steps', 'limit'],
    ['context_window_exceeded', 'limit'],
    ['AgentTimeoutError', 'limit'],
    ['too_many_errors', 'tool-error'],
    ['test_timeout', 'wrong-result'],
    ['unknown_agent_error', 'other'],
    ['never seen before', 'other'],
  ])('reads the code %s as %s', (failureCode, expected) => {
    expect(failureClass(failed({ failureCode }))).toBe(expected);
  });

  it.each<[string, Partial<Trial>, string]>([
    ['a policy violation', { ...ended, policyViolations: 1 }, 'policy'],
    ['a disqualifier', { disqualifiers: [{ id: 'refund', message: '', step: 3 }] }, 'policy'],
    ['a failed decisive grade on policy', { ...ended, grades: [grade('policy', true)] }, 'policy'],
    ['a limit on steps', { limitsHit: ['steps'] }, 'limit'],
    ['a stop at a limit of unknown kind', { stop: { reason: 'limit', code: null } }, 'limit'],
    ['the limit on tool errors', { limitsHit: ['tool-errors'] }, 'tool-error'],
    [
      'a crash of the agent',
      { stop: { reason: 'agent-error', code: 'agent-crashed' }, grades: [grade('final-state', true)] },
      'broken',
    ],
    ['words that decline', { ...ended, facts: { ...clean, refusal: true } }, 'refused'],
    ['a hand-over', { ...ended, facts: { ...clean, handedOver: true } }, 'gave-up'],
    ['a failed call as last step', { facts: { ...clean, lastStep: 'tool-error', toolErrors: 1 } }, 'gave-up'],
    ['a tool error never repaired', { ...ended, facts: { ...clean, toolErrors: 2, errorsRepaired: 1 } }, 'tool-error'],
    [
      'a tool error that was repaired',
      { ...ended, facts: { ...clean, toolErrors: 1, errorsRepaired: 1 } },
      'wrong-result',
    ],
    ['a failed decisive grade', { grades: [grade('final-state', true)] }, 'wrong-result'],
    ['a failed grade taken for diagnosis only', { grades: [grade('final-state', false)] }, 'other'],
    ['an orderly end', ended, 'wrong-result'],
    ['nothing recorded', {}, 'other'],
  ])('puts %s into its class', (_, parts, expected) => {
    expect(failureClass(failed(parts))).toBe(expected);
  });

  it('takes a failure without a cause for a wrong result only where the source names causes of others', () => {
    expect(failureClass(failed({}), true)).toBe('wrong-result');
    expect(failureClass(failed({ failureCode: 'never seen before' }), true)).toBe('other');
  });

  it('lets nothing excuse a policy violation', () => {
    expect(failureClass(failed({ failureCode: 'agent_timeout', limitsHit: ['time'], policyViolations: 2 }))).toBe(
      'policy',
    );
  });
});

describe('failureVisibility', () => {
  it.each<[string, Partial<Trial>, string]>([
    ['an orderly end with a clean trajectory', { ...ended, facts: clean }, 'silent'],
    ['an orderly end without a trajectory', ended, 'unknown'],
    ['an orderly end where hand-overs were not recorded', { ...ended, facts: factsFixture({}) }, 'unknown'],
    ['nothing recorded', {}, 'unknown'],
    ['a hand-over', { ...ended, facts: { ...clean, handedOver: true } }, 'loud'],
    ['a refusal', { ...ended, facts: { ...clean, refusal: true } }, 'loud'],
    ['a limit', { limitsHit: ['time'] }, 'loud'],
    ['an error of the agent', { stop: { reason: 'agent-error', code: null } }, 'loud'],
    ['a time-out by its code', { failureCode: 'agent_timeout' }, 'loud'],
  ])('takes %s for %s', (_, parts, expected) => {
    expect(failureVisibility(failed(parts))).toBe(expected);
  });

  it('never calls a trial silent that hit a limit', () =>
    fc.assert(
      fc.property(fc.constantFrom('steps', 'turns', 'time', 'tokens', 'cost', 'tool-errors', 'context'), (limit) => {
        expect(failureVisibility(failed({ ...ended, facts: clean, limitsHit: [limit] }))).toBe('loud');
      }),
    ));
});
