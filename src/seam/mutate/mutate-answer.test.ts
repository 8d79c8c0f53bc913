import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '#base';
import { type Fault, faultSchema } from '#schema';
import { applyJsonPatch } from '../json/json-patch.ts';
import { keyedFraction } from '../plan/keyed-fraction.ts';
import { ToyBox } from '../testing/toy-box.ts';
import { type Answer, type Mutation, type MutationContext, mutateAnswer, type Unrealised } from './mutate-answer.ts';

const { orders } = new ToyBox();
const page = { orders, nextCursor: 'c2', has_more: true } as Json;
const [first, second] = orders;

const answerOf = (value: Json): Answer => ({ text: JSON.stringify(value), value });

function mutated(value: Json, fault: unknown, seed = 1, context: Partial<MutationContext> = {}): Mutation | Unrealised {
  return mutateAnswer(answerOf(value), faultSchema.parse(fault), {
    draw: (salt) => keyedFraction(seed, salt),
    earlier: [],
    isRare: () => true,
    accepts: () => true,
    ...context,
  });
}

function mutatedValue(mutation: Mutation | Unrealised): Json {
  if (typeof mutation === 'string' || mutation.of !== 'value')
    throw new Error(`expected a changed value, got ${JSON.stringify(mutation)}`);
  return mutation.value;
}

describe('mutateAnswer', () => {
  // Every expected value by hand.
  it.each<[string, unknown, Json, Json]>([
    [
      'scales without inventing digits',
      { kind: 'wrong-value', path: '/total', mutate: { by: 'scale', factor: 10 } },
      { total: 19.99 },
      { total: 199.9 },
    ],
    [
      'scales an amount in a text',
      { kind: 'wrong-value', path: '/price', mutate: { by: 'scale', factor: 10 } },
      { price: 'EUR 19.99' },
      { price: 'EUR 199.90' },
    ],
    [
      'turns the sign',
      { kind: 'wrong-value', path: '/delta', mutate: { by: 'sign' } },
      { delta: 3.5 },
      { delta: -3.5 },
    ],
    [
      'takes cents for euros',
      { kind: 'wrong-value', path: '/cents', mutate: { by: 'unit' } },
      { cents: 4999 },
      { cents: 49.99 },
    ],
    [
      'takes euros for cents',
      { kind: 'wrong-value', path: '/euros', mutate: { by: 'unit' } },
      { euros: 49.99 },
      { euros: 4999 },
    ],
    [
      'is off by a day at the end of February',
      { kind: 'wrong-value', path: '/placed', mutate: { by: 'date' } },
      { placed: '2026-02-28' },
      { placed: '2026-03-01' },
    ],
    [
      'is off by days and keeps the time of day',
      { kind: 'wrong-value', path: '/at', mutate: { by: 'date', days: -1 } },
      { at: '2026-01-01T23:30:00+02:00' },
      { at: '2025-12-31T23:30:00+02:00' },
    ],
    [
      'takes the neighbour',
      { kind: 'wrong-value', path: '/0/total', mutate: { by: 'neighbour' } },
      [{ total: 1.5 }, { total: 2.5 }],
      [{ total: 2.5 }, { total: 2.5 }],
    ],
    [
      'exchanges two siblings',
      { kind: 'wrong-value', path: '/from', mutate: { by: 'swap' } },
      { from: 'Ann', to: 'Bob' },
      { from: 'Bob', to: 'Ann' },
    ],
    ['drops a field', { kind: 'drop-field', path: '/a' }, { a: 1, b: 2 }, { b: 2 }],
    ['renames to snake case', { kind: 'rename-field', path: '/orderTotal' }, { orderTotal: 1 }, { order_total: 1 }],
    ['renames to camel case', { kind: 'rename-field', path: '/order_total' }, { order_total: 1 }, { orderTotal: 1 }],
    ['renames as told', { kind: 'rename-field', path: '/a', to: 'b' }, { a: 1 }, { b: 1 }],
    ['adds a field', { kind: 'add-field' }, { a: 1 }, { a: 1, revision: 2 }],
    ['makes a number text', { kind: 'retype-field', path: '/a' }, { a: 12.5 }, { a: '12.5' }],
    ['makes text a number', { kind: 'retype-field', path: '/a' }, { a: '12.5' }, { a: 12.5 }],
    ['reverses a list', { kind: 'reorder-items', path: '/l' }, { l: [1, 2, 3] }, { l: [3, 2, 1] }],
    ['ends a page early', { kind: 'partial-page', keep: 0.4 }, { l: [1, 2, 3, 4, 5], m: 1 }, { l: [1, 2], m: 1 }],
    [
      'loses the cursor',
      { kind: 'partial-page', drop: 'cursor' },
      { l: [1], next_cursor: 'x', hasMore: true },
      { l: [1], next_cursor: null, hasMore: false },
    ],
    ['empties the longest list', { kind: 'empty' }, { a: [1], b: [1, 2] }, { a: [1], b: [] }],
    ['empties an object', { kind: 'empty' }, { a: 1 }, {}],
  ])('%s', (_, fault, before, after) => {
    expect(mutatedValue(mutated(before, fault))).toEqual(after);
  });

  it('cuts text off and breaks JSON so that no parser takes it', () => {
    for (let seed = 0; seed < 50; seed++) {
      const cut = mutated(page, { kind: 'truncate' }, seed);
      const broken = mutated(page, { kind: 'malformed' }, seed);
      if (typeof cut === 'string' || cut.of !== 'text' || typeof broken === 'string' || broken.of !== 'text')
        throw new Error('expected changed texts');
      expect(JSON.stringify(page).startsWith(cut.text)).toBe(true);
      expect(cut.text.length).toBeLessThan(JSON.stringify(page).length);
      expect(() => JSON.parse(broken.text)).toThrow(SyntaxError);
    }
  });

  const faults: readonly unknown[] = [
    ...[
      'wrong-value',
      'drop-field',
      'rename-field',
      'add-field',
      'retype-field',
      'reorder-items',
      'partial-page',
      'empty',
    ].map((kind) => ({ kind })),
    { kind: 'wrong-value', mutate: { by: 'swap' } },
  ];

  it('always changes the value, the same way for the same key, and always leads back', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(50), fc.constantFrom(...faults), (document, seed, fault) => {
        const value = JSON.parse(JSON.stringify(document)) as Json;
        const mutation = mutated(value, fault, seed);
        expect(mutated(value, fault, seed)).toEqual(mutation);
        if (typeof mutation === 'string' || mutation.of !== 'value') return;
        expect(canonicalJson(mutation.value)).not.toBe(canonicalJson(value));
        expect(applyJsonPatch(value, mutation.patch)).toEqual(mutation.value);
        expect(applyJsonPatch(mutation.value, mutation.undo)).toEqual(value);
      }),
      { numRuns: 300 },
    ));

  it('puts in a wrong value that the trial has not met, where there is one', () => {
    const met = new Set([199.9, 1999]);
    const fault: Fault = faultSchema.parse({ kind: 'wrong-value', path: '/total' });
    for (let seed = 0; seed < 20; seed++) {
      const mutation = mutated({ total: 19.99 }, fault, seed, { isRare: (value) => !met.has(value as number) });
      expect(mutation).toMatchObject({ ambiguous: false });
      expect(met.has((mutatedValue(mutation) as { total: number }).total)).toBe(false);
    }
    expect(mutated({ total: 19.99 }, fault, 1, { isRare: () => false })).toMatchObject({ ambiguous: true });
  });

  it('puts in only what the schema of the tool accepts', () => {
    const positive = (value: Json): boolean => Number((value as { total: number }).total) > 0;
    expect(mutated({ total: 5 }, { kind: 'wrong-value', mutate: { by: 'sign' } }, 1, { accepts: positive })).toBe(
      'nothing-to-change',
    );
  });

  it('leaves identifiers and codes alone unless told', () => {
    const ids = { id: 12, orderId: 13, customer_id: 14, code: '0012', name: 'Ann' };
    expect(mutated(ids, { kind: 'wrong-value' })).toBe('nothing-to-change');
    expect(
      mutatedValue(mutated(ids, { kind: 'wrong-value', path: '/id', mutate: { by: 'scale', factor: 10 } })),
    ).toMatchObject({ id: 120 });
  });

  it('spreads over fields and ways with the key', () => {
    const results = new Set(
      Array.from({ length: 60 }, (_, seed) =>
        canonicalJson(mutatedValue(mutated(page, { kind: 'wrong-value' }, seed))),
      ),
    );
    expect(results.size).toBeGreaterThan(8);
  });

  it('serves an earlier answer, and only one that differs', () => {
    const earlier = [answerOf(first as Json), answerOf(second as Json)];
    expect(mutatedValue(mutated(second as Json, { kind: 'stale' }, 1, { earlier }))).toEqual(first);
    expect(mutated(second as Json, { kind: 'stale' }, 1, { earlier: [answerOf(second as Json)] })).toBe(
      'nothing-earlier',
    );
  });

  it.each<[unknown, Unrealised]>([
    [{ kind: 'wrong-value' }, 'no-value'],
    [{ kind: 'drop-field' }, 'no-value'],
    [{ kind: 'malformed' }, 'not-json'],
    [{ kind: 'stale' }, 'nothing-earlier'],
  ])('says why prose cannot take %o', (fault, reason) => {
    const prose: Answer = { text: 'Your order is on its way.', value: undefined };
    const context: MutationContext = { draw: () => 0.5, earlier: [], isRare: () => true, accepts: () => true };
    expect(mutateAnswer(prose, faultSchema.parse(fault), context)).toBe(reason);
  });
});
