import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ToolRequest, worldConformance, worldLaws } from '#worlds';
import { deskStateSchema } from './desk-state.ts';
import { orderDesk } from './index.ts';

const call = (name: string, args: ToolRequest['arguments']): ToolRequest => ({ name, arguments: args });

const reads = [
  call('find_customer', { phone: '555-0102' }),
  call('get_customer', { customer_id: 'C-102' }),
  call('list_orders', { customer_id: 'C-102' }),
  call('get_order', { order_id: 'O-1002' }),
  call('search_products', { query: 'rain jacket' }),
  call('get_product', { sku: 'BT-42' }),
  call('check_return', { order_id: 'O-1002', item_id: 'I-1' }),
];
const address = { street: '9 Elm Street', city: 'Corfield', postcode: '51290' };
const writes = [
  call('verify_customer', { customer_id: 'C-102', order_id: 'O-1002', postcode: '51277' }),
  call('update_email', { customer_id: 'C-102', email: 'theo@example.com' }),
  call('change_address', { order_id: 'O-1013', address }),
  call('cancel_order', { order_id: 'O-1013', reason: 'changed my mind' }),
  call('create_return', { order_id: 'O-1001', item_ids: ['I-1', 'I-2'], reason: 'changed my mind' }),
  call('exchange_item', { order_id: 'O-1027', item_id: 'I-1', new_sku: 'BT-42' }),
  call('add_note', { order_id: 'O-1002', text: 'kettle: broken handle' }),
  call('refund_payment', { order_id: 'O-1002', item_ids: ['I-1'], amount: 36.8, payment_id: 'PAY-1002' }),
  call('issue_store_credit', { customer_id: 'C-108', amount: 8.16, reason: 'late', idempotency_key: 'k-1' }),
  call('transfer_to_human', { reason: 'asked for one' }),
];
const refusals = [
  call('get_order', { order_id: '__proto__' }),
  call('verify_customer', { customer_id: 'C-102', order_id: 'O-1002', postcode: '40812' }),
  call('cancel_order', { order_id: 'O-1005', reason: 'shipped already' }),
  call('exchange_item', { order_id: 'O-1006', item_id: 'I-1', new_sku: 'JK-BLU-L' }),
  call('create_return', { order_id: 'O-1001', item_ids: ['I-1', 'I-9'], reason: 'one of them does not exist' }),
];

describe('the order desk', () => {
  for (const check of worldConformance({ world: orderDesk, reads, writes, refusals }))
    it(check.name, () => check.run());

  it('is tried with every tool it has', () => {
    const tried = new Set([...reads, ...writes].map(({ name }) => name));
    expect([...tried].sort()).toEqual(
      orderDesk
        .open({ seed: 0 })
        .tools.definitions.map(({ name }) => name)
        .sort(),
    );
  });
});

/** Calls as a careless agent might make them: right and wrong ids, amounts of all sizes, again and again. */
const anyCall = fc.oneof(
  fc.constantFrom(...reads, ...writes, ...refusals),
  fc.record({
    name: fc.constant('refund_payment'),
    arguments: fc.record({
      order_id: fc.constantFrom('O-1002', 'O-1021'),
      item_ids: fc.constantFrom(['I-1'], ['I-2'], ['I-1', 'I-1']),
      amount: fc.integer({ min: -100, max: 9000 }).map((amount) => amount / 100),
      payment_id: fc.constantFrom('PAY-1002', 'PAY-1021', 'PAY-1021-G'),
    }),
  }),
  fc.record({
    name: fc.constant('exchange_item'),
    arguments: fc.record({
      order_id: fc.constantFrom('O-1003', 'O-1006', 'O-1011', 'O-1027'),
      item_id: fc.constantFrom('I-1', 'I-2'),
      new_sku: fc.constantFrom('BT-43', 'KY-01', 'BL-GRN'),
    }),
  }),
  fc.record({
    name: fc.constant('create_return'),
    arguments: fc.record({
      order_id: fc.constantFrom('O-1001', 'O-1003', 'O-1006'),
      item_ids: fc.constantFrom(['I-1'], ['I-1', 'I-2'], ['I-2', 'I-2']),
      reason: fc.constant('changed my mind'),
    }),
  }),
);

describe('whatever an agent does', () => {
  it('no payment gives back more than it holds, in whole cents, and no stock falls below zero', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyCall, { maxLength: 25 }), async (calls) => {
        const session = orderDesk.open({ seed: 1 });
        for (const request of calls) await session.tools.call(request);
        const { orders, products } = deskStateSchema.parse(session.snapshot());
        for (const { amount, refunded } of Object.values(orders).flatMap((order) => Object.values(order.payments))) {
          expect(refunded).toBeLessThanOrEqual(amount);
          expect(refunded).toBe(Number(refunded.toFixed(2)));
        }
        expect(Math.min(...Object.values(products).map(({ stock }) => stock))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    ));

  it('the tools keep the laws of tools', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyCall, { maxLength: 8 }), async (calls) => {
        expect(await worldLaws(orderDesk, { seed: 1 }, calls)).toEqual([]);
      }),
      { numRuns: 25 },
    ));
});
