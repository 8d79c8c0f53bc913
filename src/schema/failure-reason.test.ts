import { describe, expect, it } from 'vitest';
import { failureReason } from './failure-reason.ts';
import type { Grade } from './grade.ts';
import { trialFixture } from './testing/trial-fixture.ts';

const wrongCard: Grade = {
  grader: { id: 'final-state-1', version: null, kind: 'code', digest: null },
  dimension: 'final-state',
  finding: 'fail',
  score: null,
  decisive: true,
  evidence: [{ message: 'the refund went to the wrong card', step: 3, quote: 'pm_2' }],
  costUsd: null,
};
const failed = trialFixture('refund', 0, 'F', { grades: [wrongCard] });

describe('failureReason', () => {
  it('names a disqualifier before a failed grade, and a failed grade before a code', () => {
    const disqualifiers = [{ id: 'unauthorised-refund', message: 'nobody agreed', step: 3 }];
    expect(failureReason({ ...failed, disqualifiers })).toBe('disqualified, unauthorised-refund: nobody agreed');
    expect(failureReason(failed)).toBe('final-state: the refund went to the wrong card: pm_2');
    expect(failureReason({ ...failed, grades: [], failureCode: 'agent_timeout' })).toBe('agent_timeout');
  });

  it('says that the agent broke, not what it therefore left undone', () => {
    const stop = { reason: 'agent-error', code: 'agent-crashed' } as const;
    expect(failureReason({ ...failed, failureCode: 'agent-crashed', stop })).toBe('agent-crashed');
    expect(failureReason({ ...failed, stop: { ...stop, message: 'exit code 3: no API key' } })).toBe(
      'agent-crashed: exit code 3: no API key',
    );
  });

  it('gives a loss to its owner and a pass no reason', () => {
    const loss = { owner: 'judge', code: 'judge-abstained', message: null } as const;
    expect(failureReason(trialFixture('refund', 0, 'L', { loss }))).toBe('judge: judge-abstained');
    expect(failureReason({ ...failed, outcome: 'pass' })).toBe('');
    expect(failureReason(undefined)).toBe('');
  });

  it('shortens digests and very long words, never within a character', () => {
    const evidence = [{ message: `${'a1'.repeat(32)} ${'🙂'.repeat(500)}`, step: null, quote: null }];
    const reason = failureReason({ ...failed, grades: [{ ...wrongCard, evidence }] });
    expect(reason).toContain('a1a1a1a1…');
    expect(reason.length).toBeLessThanOrEqual(161);
    expect(reason.isWellFormed()).toBe(true);
  });
});
