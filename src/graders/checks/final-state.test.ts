import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import type { Check, Grade } from '#schema';
import { agentSays, check, gradeInput, worldBetween } from '../testing/graded-trial.ts';
import { finalStateGrader } from './final-state.ts';

const initial = {
  orders: { 'O-1': { status: 'open', total: 49.9, updatedAt: 1 }, 'O-2': { status: 'open', total: 5, updatedAt: 1 } },
  refunds: {},
};
const refunded = {
  orders: { 'O-1': { status: 'returned', total: 49.9, updatedAt: 2 }, 'O-2': initial.orders['O-2'] },
  refunds: { 'R-1': { order: 'O-1', amount: 0.1 + 0.2 } },
};

async function grade(written: object, final: Json = refunded): Promise<Grade> {
  const one = check({ check: 'final-state', ...written }) as Extract<Check, { check: 'final-state' }>;
  const world = worldBetween(initial, final);
  const grades = await finalStateGrader(one, 0).grade(gradeInput([agentSays('Done.')], { world }), AbortSignal.any([]));
  return grades[0] as Grade;
}

describe('a final-state check', () => {
  it.each([
    [{ path: '/orders/O-1/status', equals: 'returned' }],
    [{ path: '/orders/O-1', equals: { updatedAt: 2, total: 49.9, status: 'returned' } }],
    [{ path: '/refunds/R-1/amount', equals: 0.3 }],
    [{ path: '/orders/O-1/status', oneOf: ['returned', 'refunded'] }],
    [{ path: '/refunds/R-2', absent: true }],
    [{ path: '/refunds/R-1/amount', atLeast: 0.3 }],
    [{ path: '/refunds/R-1/amount', atMost: 0.3 }],
  ])('passes for %j', async (expectation) => {
    expect((await grade({ expect: [expectation] })).finding).toBe('pass');
  });

  it.each([
    [{ path: '/orders/O-1/status', equals: 'open' }, 'expected "open" at /orders/O-1/status, got "returned"'],
    [{ path: '/orders/O-1/total', equals: '49.9' }, 'expected "49.9" at /orders/O-1/total, got 49.9'],
    [{ path: '/orders/O-9', equals: null }, 'expected null at /orders/O-9, got nothing'],
    [{ path: '/orders/O-1/status', oneOf: [1, 2] }, 'expected one of 1, 2 at /orders/O-1/status, got "returned"'],
    [{ path: '/orders/O-1/total', absent: true }, 'expected nothing at /orders/O-1/total, got 49.9'],
    [{ path: '/orders/O-1/total', atLeast: 50 }, 'expected at least 50 at /orders/O-1/total, got 49.9'],
    [{ path: '/orders/O-1/status', atMost: 50 }, 'expected at most 50 at /orders/O-1/status, got "returned"'],
  ])('fails for %j and says what differs', async (expectation, message) => {
    const { finding, evidence } = await grade({ expect: [expectation] });
    expect([finding, evidence.map((one) => one.message)]).toEqual(['fail', [message]]);
  });

  it('in exact mode allows only the changes that are expected or allowed, at any depth', async () => {
    const expectations = [
      { path: '/orders/O-1/status', equals: 'returned' },
      { path: '/refunds/R-1/order', equals: 'O-1' },
    ];
    const strict = await grade({ mode: 'exact', expect: expectations });
    expect(strict.evidence.map(({ message }) => message)).toEqual([
      'expected no change, got at /orders/O-1/updatedAt 1 changed to 2',
      'expected no change, got at /refunds/R-1/amount nothing changed to 0.30000000000000004',
    ]);
    const allowChanges = ['/orders/*/updatedAt', '/refunds/**'];
    expect((await grade({ mode: 'exact', expect: expectations, allowChanges })).finding).toBe('pass');
  });

  it('in exact mode without expectations asks that nothing changed', async () => {
    expect((await grade({ mode: 'exact' }, initial)).finding).toBe('pass');
    expect((await grade({ mode: 'exact' })).finding).toBe('fail');
  });

  it.each([
    ['/orders/O-2', 'pass'],
    ['/orders/O-1', 'fail'],
    ['/refunds', 'fail'],
    ['/refunds/R-1/amount', 'fail'],
    ['/orders/*/status', 'fail'],
    ['/orders/*/total', 'pass'],
    ['', 'fail'],
  ])('with forbidden changes at %s: %s', async (pattern, finding) => {
    expect((await grade({ forbidChanges: [pattern] })).finding).toBe(finding);
  });

  it('is not scored without a world', async () => {
    const one = check({ check: 'final-state', mode: 'exact' }) as Extract<Check, { check: 'final-state' }>;
    const [only] = await finalStateGrader(one, 0).grade(gradeInput([agentSays('Done.')]), AbortSignal.any([]));
    expect([only?.finding, only?.evidence[0]?.message.split(':')[0]]).toEqual(['not-scored', 'no-world']);
  });

  it('is not passed by an agent that did nothing at all', async () => {
    const one = check({ check: 'final-state', mode: 'exact' }) as Extract<Check, { check: 'final-state' }>;
    const world = worldBetween(initial, initial);
    const [only] = await finalStateGrader(one, 0).grade(gradeInput([], { world }), AbortSignal.any([]));
    expect(only?.finding).toBe('fail');
  });
});
