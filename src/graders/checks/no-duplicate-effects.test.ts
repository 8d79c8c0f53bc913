import { describe, expect, it } from 'vitest';
import type { Check, Grade, Step } from '#schema';
import type { LedgerEntry } from '#worlds';
import { agentCallsTool, agentSays, check, gradeInput, worldBetween } from '../testing/graded-trial.ts';
import { noDuplicateEffectsGrader } from './no-duplicate-effects.ts';

const entry = (sequence: number, key: string, effect: LedgerEntry['effect'] = 'irreversible'): LedgerEntry => ({
  sequence,
  tool: 'refund',
  effect,
  key,
  idempotencyKey: null,
  arguments: { order: 'O-1' },
});
const refund = agentCallsTool('refund', { order: 'O-1' });

async function grade(ledger: readonly LedgerEntry[] | null, steps: readonly Step[] = [refund, refund]): Promise<Grade> {
  const one = check({ check: 'no-duplicate-effects' }) as Extract<Check, { check: 'no-duplicate-effects' }>;
  const world = ledger === null ? null : worldBetween({}, {}, ledger);
  const [only] = await noDuplicateEffectsGrader(one, 0).grade(gradeInput(steps, { world }), AbortSignal.any([]));
  return only as Grade;
}

describe('a check for duplicate effects', () => {
  it.each<[string, readonly LedgerEntry[]]>([
    ['no effect at all', []],
    ['effects of different keys', [entry(0, 'refund:O-1'), entry(1, 'refund:O-2')]],
    ['idempotent writes of one key', [entry(0, 'note', 'idempotent-write'), entry(1, 'note', 'idempotent-write')]],
  ])('passes for %s', async (_, ledger) => {
    expect((await grade(ledger)).finding).toBe('pass');
  });

  it('fails for a repeated key and points at the call that repeated it', async () => {
    const { finding, evidence } = await grade([entry(0, 'refund:O-1'), entry(1, 'refund:O-1')]);
    expect([finding, evidence]).toEqual([
      'fail',
      [
        {
          message: 'expected the effect refund:O-1 once, got it again by refund',
          step: 1,
          quote: 'refund {"order":"O-1"}',
        },
      ],
    ]);
  });

  it('fails for an idempotent write that repeats another write', async () => {
    expect((await grade([entry(0, 'k', 'write'), entry(1, 'k', 'idempotent-write')])).finding).toBe('fail');
  });

  it('points at no call where none is recorded', async () => {
    const { evidence } = await grade([entry(0, 'k'), entry(1, 'k')], [agentSays('Done.')]);
    expect(evidence.map(({ step }) => step)).toEqual([null]);
  });

  it('says how many more there are, and takes no longer for many', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => entry(at, 'k'));
    expect((await grade(many)).evidence.at(-1)?.message).toBe('and 4949 more');
  });

  it('is not scored without a world', async () => {
    expect((await grade(null)).finding).toBe('not-scored');
  });
});
