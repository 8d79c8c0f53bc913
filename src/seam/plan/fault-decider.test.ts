import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '#schema';
import { callOf, decideAll, planOf, winners } from '../testing/plan-fixture.ts';
import type { SeamCall } from './call-identity.ts';
import { expandPlan } from './expand-plan.ts';
import { keyedFraction } from './keyed-fraction.ts';

type Rules = FaultPlanInput['rules'];

const tools = ['search', 'get_order', 'refund'] as const;
const call = (): fc.Arbitrary<SeamCall> =>
  fc
    .record({ tool: fc.constantFrom(...tools), id: fc.integer({ min: 0, max: 4 }) })
    .map(({ tool, id }) => callOf(tool, { id }));
const keyed: Rules = [
  { id: 'a', when: { prob: 0.3 }, fault: { kind: 'reset' } },
  { id: 'b', when: { prob: 0.3 }, clears: { afterAttempts: 2 }, fault: { kind: 'rate-limit' } },
  { id: 'c', where: { tool: 'refund' }, when: { prob: 0.5 }, clears: 'never', fault: { kind: 'server-error' } },
];

/** What was decided for each call, by its key and not by its place. */
function byKey(rules: Rules, seed: number, calls: readonly SeamCall[]): Record<string, string> {
  const decided = decideAll(planOf(rules, { seed }), calls);
  return Object.fromEntries(
    decided.map(({ call: { tool, intent, occurrence }, decision: { fault, suppressed } }) => [
      `${tool} ${intent} ${occurrence}`,
      JSON.stringify([fault?.rule.id, fault?.draw('place'), suppressed]),
    ]),
  );
}

describe('FaultDecider', () => {
  // By hand: the first 48 bits of SHA-256 of the length-prefixed parts, as the definition has them.
  it('compares the first 48 bits of a SHA-256 of the key with the probability', () => {
    const hash = createHash('sha256').update('1:7;1:t;1:r;').digest('hex');
    expect(keyedFraction(7, 't', 'r')).toBe(Number.parseInt(hash.slice(0, 12), 16) / 2 ** 48);
  });

  it('changes no decision when one more call is made, wherever it is made', () =>
    fc.assert(
      fc.property(fc.array(call(), { maxLength: 30 }), fc.nat(30), fc.nat(1000), (calls, at, seed) => {
        const before = byKey(keyed, seed, calls);
        const after = byKey(keyed, seed, calls.toSpliced(at, 0, callOf('another', { id: 99 })));
        expect(Object.keys(after).length).toBe(Object.keys(before).length + 1);
        for (const [key, decision] of Object.entries(before)) expect(after[key]).toBe(decision);
      }),
      { numRuns: 200 },
    ));

  it('decides the same for parallel calls whatever their order', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(call(), {
          maxLength: 15,
          selector: ({ tool, arguments: args }) => JSON.stringify([tool, args]),
        }),
        fc.nat(1000),
        (calls, seed) => {
          expect(byKey(keyed, seed, calls.toReversed())).toEqual(byKey(keyed, seed, calls));
        },
      ),
      { numRuns: 100 },
    ));

  it('decides the same for the same seed, and otherwise for another seed or trial', () => {
    const calls = Array.from({ length: 60 }, (_, id) => callOf('search', { id }));
    const plan = planOf(keyed, { seed: 5 });
    expect(winners(plan, calls)).toBe(winners(plan, calls));
    expect(winners(planOf(keyed, { seed: 6 }), calls)).not.toBe(winners(plan, calls));
    expect(winners(plan, calls, 't#1')).not.toBe(winners(plan, calls));
  });

  // Binomial: 2,000 draws at 0.3 have standard deviation 20.5; four of them on either side of 600.
  it('fires as often as its probability says', () => {
    const calls = Array.from({ length: 2000 }, (_, id) => callOf('search', { id }));
    const fired = decideAll(planOf([keyed[0] as Rules[number]]), calls).filter(
      ({ decision }) => decision.fault !== null,
    );
    expect(Math.abs(fired.length - 600)).toBeLessThan(82);
  });

  it('ignores the order of members and the volatile places of arguments', () => {
    const plan = planOf(keyed, { volatile: ['/options/key'] });
    const one = decideAll(plan, [callOf('refund', { a: 1, b: 2, options: { key: 'x', fast: true } })]);
    const other = decideAll(plan, [callOf('refund', { options: { fast: true, key: 'y' }, b: 2, a: 1 })]);
    expect(other[0]?.call.intent).toBe(one[0]?.call.intent);
    expect(other[0]?.call.argumentsDigest).not.toBe(one[0]?.call.argumentsDigest);
    expect(other[0]?.decision.fault?.draw('x')).toBe(one[0]?.decision.fault?.draw('x'));
  });

  it('counts `nth` and `every` over the calls a rule looks at, whoever wins them', () => {
    const plan = planOf([
      { id: 'second', where: { tool: 'get_*' }, when: { nth: [2] }, fault: { kind: 'reset' } },
      { id: 'third', when: { every: 3 }, fault: { kind: 'refuse' } },
    ]);
    const calls = ['get_order', 'search', 'get_order', 'get_item', 'search', 'search'].map((tool, id) =>
      callOf(tool, { id }),
    );
    expect(winners(plan, calls)).toBe('- - second - - third');
    expect(decideAll(plan, calls)[2]?.decision.suppressed).toEqual([{ rule: 'third', reason: 'earlier-rule' }]);
  });

  it('lasts for as many attempts at the same call as it takes to clear, and for good where it never clears', () => {
    const rule: Rules[number] = {
      id: 'r',
      where: { tool: 'refund' },
      when: { nth: [1] },
      fault: { kind: 'rate-limit' },
    };
    const calls = [
      callOf('refund', { id: 1 }),
      callOf('refund', { id: 2 }),
      ...Array(4).fill(callOf('refund', { id: 1 })),
    ];
    expect(winners(planOf([{ ...rule, clears: { afterAttempts: 3 } }]), calls)).toBe('r - r r - -');
    expect(winners(planOf([{ ...rule, clears: 'never' }]), calls)).toBe('r - r r r r');
    expect(winners(planOf([rule]), calls)).toBe('r - - - - -');
  });

  it('gives every attempt that one fault lasts the same parameters', () => {
    const plan = planOf([{ id: 'r', when: { nth: [1] }, clears: 'never', fault: { kind: 'wrong-value' } }]);
    const draws = decideAll(plan, Array(3).fill(callOf('get_order'))).map(({ decision }) =>
      decision.fault?.draw('place'),
    );
    expect(new Set(draws).size).toBe(1);
  });

  it('waits for another rule with `after`, and looks at arguments and effects', () => {
    const plan = planOf([
      { id: 'first', where: { tool: 'search' }, when: { nth: [2] }, fault: { kind: 'reset' } },
      {
        id: 'then',
        where: { effect: ['write'] },
        when: { after: 'first', args: [{ path: '/to', equals: 'bob' }] },
        fault: { kind: 'refuse' },
      },
    ]);
    const write = callOf('pay', { to: 'bob' }, { effect: 'write' });
    const calls = [
      write,
      callOf('search', 1),
      callOf('search', 2),
      callOf('pay', { to: 'eve' }, { effect: 'write' }),
      write,
    ];
    expect(winners(plan, calls)).toBe('- - first - then');
  });

  it('keeps the budget and the gap, and says so', () => {
    const rule = { id: 'r', fault: { kind: 'reset' } } as const;
    const calls = Array.from({ length: 7 }, (_, id) => callOf('search', { id }));
    expect(winners(planOf([rule], { budget: { minGapCalls: 2 } }), calls)).toBe('r - - r - - r');
    expect(winners(planOf([rule], { budget: { maxFaults: 2, minGapCalls: 1 } }), calls)).toBe('r - r - - - -');
    const decided = decideAll(planOf([rule], { budget: { maxFaults: 1, minGapCalls: 1 } }), calls);
    expect(decided.map(({ decision }) => decision.suppressed[0]?.reason)).toEqual([
      undefined,
      ...Array(6).fill('budget'),
    ]);
  });

  it('does not charge the repeats of one fault to the budget', () => {
    const plan = planOf([{ id: 'r', clears: { afterAttempts: 3 }, fault: { kind: 'reset' } }], {
      budget: { maxFaults: 1 },
    });
    expect(winners(plan, Array(4).fill(callOf('search')))).toBe('r r r -');
  });

  it('keeps a tool gone once it is gone', () => {
    const plan = planOf([{ id: 'gone', where: { tool: 'refund' }, when: { nth: [2] }, fault: { kind: 'tool-gone' } }]);
    const calls = Array.from({ length: 4 }, (_, id) => callOf('refund', { id }));
    expect(winners(plan, calls)).toBe('- gone gone gone');
  });

  it('looks only at carriers that its seam names', () => {
    const plan = planOf([{ id: 'r', where: { seam: 'mcp' }, fault: { kind: 'truncate', surface: 'stream' } }]);
    const on = (carrier: SeamCall['carrier']): SeamCall => callOf('search', {}, { carrier });
    expect(winners(plan, [on('box'), on('http'), on('mcp-stdio'), on('mcp-http')])).toBe('- - - r');
  });
});

describe('expandPlan', () => {
  it('names the calls that began a fault, so that another arm meets the same ones with the same parameters', () =>
    fc.assert(
      fc.property(fc.array(call(), { maxLength: 30 }), fc.nat(1000), (calls, seed) => {
        const plan = planOf([...keyed, { id: 'n', when: { every: 4 }, fault: { kind: 'stale' } }], {
          seed,
          budget: { maxFaults: 5 },
        });
        const drawn = (of: typeof plan): unknown =>
          decideAll(of, calls).map(({ decision: { fault } }) => fault && [fault.rule.id, fault.draw('x')]);
        const expanded = expandPlan(
          plan,
          calls.map((one) => ({ ...one, trial: 't#0' })),
        );
        if (expanded !== null) expect(drawn(planOf(expanded.rules, { seed }))).toEqual(drawn(plan));
        else expect(winners(plan, calls).replaceAll(/[- ]/g, '')).toBe('');
      }),
      { numRuns: 100 },
    ));
});
