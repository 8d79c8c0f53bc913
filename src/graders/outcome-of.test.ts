import { describe, expect, it } from 'vitest';
import type { Grade, Loss, Trial } from '#schema';
import { outcomeOf } from './outcome-of.ts';

const grade = (id: string, finding: Grade['finding'], more: Partial<Grade> = {}): Grade => ({
  grader: { id, version: null, kind: 'code', digest: null },
  dimension: null,
  finding,
  score: null,
  decisive: true,
  evidence: [{ message: 'because', step: null, quote: null }],
  costUsd: 0,
  ...more,
});
const ended: Trial['stop'] = { reason: 'user-ended', code: null };
const infrastructure: Loss = { owner: 'infrastructure', code: 'agent-unreachable', message: null };

// The rules of the product: a loss is never the agent's, one decisive failure decides, and nothing passes that nobody looked at.
describe('outcomeOf', () => {
  it('passes when every decisive grade passes', () => {
    const grades = [grade('a', 'pass'), grade('b', 'fail', { decisive: false })];
    expect(outcomeOf({ stop: ended, grades, loss: null })).toEqual({ outcome: 'pass', loss: null, failureCode: null });
  });

  it('fails by one decisive failure, also beside a check that could not be judged', () => {
    const grades = [grade('a', 'not-scored'), grade('b', 'fail')];
    expect(outcomeOf({ stop: ended, grades, loss: null })).toEqual({
      outcome: 'fail',
      loss: null,
      failureCode: 'check:b',
    });
  });

  it('loses a trial to the judge when a decisive check could not be judged, and keeps the judge’s own code', () => {
    const evidence = [{ message: 'judge-abstained: no order was named', step: null, quote: null }];
    const judged = outcomeOf({ stop: ended, grades: [grade('a', 'not-scored', { evidence })], loss: null });
    expect(judged.loss).toEqual({
      owner: 'judge',
      code: 'judge-abstained',
      message: 'a: judge-abstained: no order was named',
    });
    expect(outcomeOf({ stop: ended, grades: [grade('a', 'not-scored')], loss: null }).loss?.code).toBe(
      'check-not-scored',
    );
  });

  it('passes nothing on diagnosis alone', () => {
    for (const grades of [[], [grade('a', 'pass', { decisive: false })]])
      expect(outcomeOf({ stop: ended, grades, loss: null })).toMatchObject({
        outcome: 'lost',
        loss: { owner: 'judge', code: 'nothing-decisive' },
      });
  });

  it('lets a loss outweigh grades, and a broken or limited agent fail whatever the grades', () => {
    const grades = [grade('a', 'pass')];
    expect(outcomeOf({ stop: ended, grades, loss: infrastructure })).toEqual({
      outcome: 'lost',
      loss: infrastructure,
      failureCode: null,
    });
    for (const reason of ['agent-error', 'limit'] as const)
      expect(outcomeOf({ stop: { reason, code: 'agent-crashed' }, grades, loss: null })).toEqual({
        outcome: 'fail',
        loss: null,
        failureCode: 'agent-crashed',
      });
  });

  it.each([
    ['user-error', 'user-simulator'],
    ['infrastructure-error', 'infrastructure'],
    ['cancelled', 'infrastructure'],
  ] as const)('never blames the agent for a stop by %s', (reason, owner) => {
    const { outcome, loss } = outcomeOf({ stop: { reason, code: null }, grades: [grade('a', 'fail')], loss: null });
    expect([outcome, loss?.owner, loss?.code]).toEqual(['lost', owner, reason]);
  });
});
