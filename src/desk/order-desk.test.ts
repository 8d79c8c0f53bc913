import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import type { ToolResult, WorldSession } from '#worlds';
import { daysBetween } from './days-between.ts';
import { type DeskState, deskStateSchema } from './desk-state.ts';
import { orderDesk } from './index.ts';

const open = (state?: Json): WorldSession => orderDesk.open(state === undefined ? { seed: 1 } : { seed: 1, state });
const stateOf = (session: WorldSession): DeskState => deskStateSchema.parse(session.snapshot());
const call = (session: WorldSession, name: string, args: Json): Promise<ToolResult> =>
  session.tools.call({ name, arguments: args });

describe('the state of the order desk', () => {
  const state = stateOf(open());

  it('has 12 customers, 28 orders and 31 products in less than 40,000 bytes of JSON', () => {
    const { customers, orders, products } = state;
    expect([customers, orders, products].map((part) => Object.keys(part).length)).toEqual([12, 28, 31]);
    expect(JSON.stringify(state).length).toBeLessThan(40_000);
  });

  it('is the same for every seed', () => {
    expect(orderDesk.open({ seed: 99 }).initial).toEqual(open().initial);
  });

  it('balances: payments of each order are what was paid for its items and the shipping', () => {
    for (const [id, order] of Object.entries(state.orders)) {
      const due = Object.values(order.items).reduce((sum, item) => sum + item.paid_price, order.shipping);
      const paid = Object.values(order.payments).reduce((sum, payment) => sum + payment.amount, 0);
      expect(paid, id).toBeCloseTo(due, 9);
    }
  });

  it('refers only to customers and products that exist, and delivers only what was delivered', () => {
    for (const [id, order] of Object.entries(state.orders)) {
      expect(state.customers[order.customer_id], id).toBeDefined();
      for (const item of Object.values(order.items)) expect(state.products[item.sku], id).toBeDefined();
      expect(order.delivered !== null, id).toBe(order.status === 'delivered');
    }
  });

  it('holds no address that could be a real one: e-mail at example.com, phone numbers of 555-01', () => {
    for (const { email, phone } of Object.values(state.customers)) {
      expect(email).toMatch(/^[a-z.]+@example\.com$/);
      expect(phone).toMatch(/^555-01\d\d$/);
    }
  });

  it('charges no more than the list price, and less in some orders, so that list prices mislead', () => {
    const items = Object.values(state.orders).flatMap((order) => Object.values(order.items));
    expect(items.every((item) => item.paid_price <= item.unit_price * item.quantity)).toBe(true);
    expect(items.filter((item) => item.paid_price < item.unit_price * item.quantity).length).toBeGreaterThan(8);
  });
});

describe('the tools of the order desk', () => {
  it('find customers by e-mail, phone, or name and postcode, and tell only id and name', async () => {
    const mara = [{ customer_id: 'C-101', name: 'Mara Ellison' }];
    const desk = open();
    expect((await call(desk, 'find_customer', { email: 'Mara.Ellison@example.com' })).value).toEqual(mara);
    expect((await call(desk, 'find_customer', { phone: '555-0101' })).value).toEqual(mara);
    expect((await call(desk, 'find_customer', { name: 'mara ellison', postcode: '40 812' })).value).toEqual(mara);
    expect((await call(desk, 'find_customer', { email: 'nobody@example.com' })).value).toEqual([]);
    expect(await call(desk, 'find_customer', { name: 'Mara Ellison' })).toMatchObject({ error: 'refused' });
  });

  // By hand: 46 + 32 = 78 at list price; 20 % off makes 36.80 + 25.60 = 62.40
  it('show a total of list prices beside a smaller payment', async () => {
    expect((await call(open(), 'get_order', { order_id: 'O-1002' })).value).toMatchObject({
      total: 78,
      payments: [{ payment_id: 'PAY-1002', amount: 62.4, refunded: 0 }],
      items: [
        { item_id: 'I-1', name: 'Steel kettle', unit_price: 46, paid_price: 36.8 },
        { item_id: 'I-2', name: 'Storm lantern', unit_price: 32, paid_price: 25.6 },
      ],
    });
  });

  // By the calendar: February 2026 has 28 days
  it('count the days since delivery', async () => {
    const days = async (order: string): Promise<unknown> =>
      (await call(open(), 'check_return', { order_id: order, item_id: 'I-1' })).value;
    expect(await days('O-1011')).toMatchObject({ days_since_delivery: 30 });
    expect(await days('O-1012')).toMatchObject({ days_since_delivery: 31 });
    expect(await days('O-1003')).toMatchObject({ days_since_delivery: null });
    expect(daysBetween('2026-03-10', '2026-03-08')).toBe(-2);
  });

  it('say what is known of an opened hygiene article, and that nothing is known', async () => {
    const opened = async (item: string): Promise<unknown> =>
      (await call(open(), 'check_return', { order_id: 'O-1016', item_id: item })).value;
    expect(await opened('I-1')).toMatchObject({ hygiene: true, opened_hygiene: 'not on record' });
    expect(await opened('I-3')).toMatchObject({ hygiene: true, opened_hygiene: true });
  });

  it('verify a customer by an order of theirs and the postcode, and nobody else', async () => {
    const desk = open();
    const verify = (order: string, postcode: string): Promise<ToolResult> =>
      call(desk, 'verify_customer', { customer_id: 'C-101', order_id: order, postcode });
    expect(await verify('O-1001', '40813')).toMatchObject({ error: 'refused' });
    expect(await verify('O-1002', '40812')).toMatchObject({ error: 'refused' });
    expect(desk.changes()).toEqual([]);
    expect(await verify('O-1011', ' 40812')).toMatchObject({ isError: false });
    expect(desk.changes()).toEqual([{ path: '/customers/C-101/verified', before: false, after: true }]);
  });

  it('cancel pending and packed orders, pay back all payments, and refuse shipped ones', async () => {
    const desk = open();
    const cancel = (order: string): Promise<ToolResult> => call(desk, 'cancel_order', { order_id: order, reason: 'x' });
    expect(await cancel('O-1003')).toMatchObject({ value: { refunds: [{ payment_id: 'PAY-1003', refunded: 116 }] } });
    expect(await cancel('O-1017')).toMatchObject({ isError: false });
    expect(await cancel('O-1005')).toMatchObject({ error: 'refused' });
    expect(await cancel('O-1003')).toMatchObject({ error: 'refused' });
    expect(desk.ledger().map(({ key }) => key)).toEqual(['cancel:O-1003', 'cancel:O-1017']);
  });

  it('redirect parcels until they have arrived', async () => {
    const address = { street: '9 Elm Street', city: 'Corfield', postcode: '51290' };
    const desk = open();
    await call(desk, 'change_address', { order_id: 'O-1005', address });
    expect(stateOf(desk).orders['O-1005']?.address).toEqual({ ...address, country: 'US' });
    expect(await call(desk, 'change_address', { order_id: 'O-1001', address })).toMatchObject({ error: 'refused' });
  });

  it('return an item once, and only of a delivered order', async () => {
    const desk = open();
    const giveBack = (order: string, items: string[]): Promise<ToolResult> =>
      call(desk, 'create_return', { order_id: order, item_ids: items, reason: 'changed my mind' });
    expect(await giveBack('O-1001', ['I-1', 'I-2'])).toMatchObject({ value: { return_id: 'RET-9001' } });
    expect(await giveBack('O-1001', ['I-3', 'I-1'])).toMatchObject({ error: 'refused' });
    expect(await giveBack('O-1003', ['I-1'])).toMatchObject({ error: 'refused' });
    expect(await giveBack('O-1001', ['I-3', 'I-3'])).toMatchObject({ error: 'refused' });
    expect(desk.ledger().map(({ key }) => key)).toEqual(['return:O-1001:I-1', 'return:O-1001:I-2']);
  });

  it('exchange for anything in stock, and take it from the stock', async () => {
    const desk = open();
    const exchange = (sku: string): Promise<ToolResult> =>
      call(desk, 'exchange_item', { order_id: 'O-1006', item_id: 'I-1', new_sku: sku });
    expect(await exchange('JK-BLU-L')).toMatchObject({ error: 'refused' });
    expect(await exchange('JK-RED-L')).toMatchObject({ isError: false });
    expect(stateOf(desk).products['JK-RED-L']?.stock).toBe(3);
    expect(await exchange('JK-RED-M')).toMatchObject({ error: 'refused' });
  });

  it('hand a conversation over once', async () => {
    const desk = open();
    await call(desk, 'transfer_to_human', { reason: 'injury' });
    expect(await call(desk, 'transfer_to_human', { reason: 'again' })).toMatchObject({ error: 'refused' });
    expect(stateOf(desk).handover).toEqual({ requested: true, reason: 'injury' });
  });

  it('refuse ids that only look like members', async () => {
    for (const id of ['__proto__', 'constructor', '', 'O-9999']) {
      expect(await call(open(), 'get_order', { order_id: id })).toMatchObject({ error: 'refused' });
    }
  });
});

describe('refund_payment', () => {
  const refund = { order_id: 'O-1002', item_ids: ['I-1'], amount: 25, payment_id: 'PAY-1002' };

  it('pays up to what the payment still holds and not a cent more', async () => {
    const desk = open();
    const pay = (amount: number): Promise<ToolResult> => call(desk, 'refund_payment', { ...refund, amount });
    expect(await pay(62.41)).toMatchObject({ error: 'refused' });
    expect(await pay(0.001)).toMatchObject({ error: 'refused' });
    expect(await pay(62.3)).toMatchObject({ isError: false });
    expect(await pay(0.2)).toMatchObject({ error: 'refused' });
    expect(await pay(0.1)).toMatchObject({ value: { refunded_in_all: 62.4 } });
  });

  it('pays twice when it is called twice without a key: the ledger shows one key twice', async () => {
    const desk = open();
    await call(desk, 'refund_payment', refund);
    await call(desk, 'refund_payment', refund);
    expect(stateOf(desk).orders['O-1002']?.payments['PAY-1002']?.refunded).toBe(50);
    expect(desk.ledger().map(({ key }) => key)).toEqual(['refund:O-1002:I-1:PAY-1002', 'refund:O-1002:I-1:PAY-1002']);
  });

  it('pays once when it is called twice under one key', async () => {
    const desk = open();
    const keyed = { ...refund, idempotency_key: 'k-1' };
    await call(desk, 'refund_payment', keyed);
    expect(await call(desk, 'refund_payment', keyed)).toMatchObject({ value: { refunded_in_all: 25 } });
    expect(stateOf(desk).orders['O-1002']?.payments['PAY-1002']?.refunded).toBe(25);
    expect(desk.ledger()).toHaveLength(1);
  });

  it('does what the policy forbids: opened hygiene articles, old orders, list prices', async () => {
    const desk = open();
    const pays = async (args: Json): Promise<boolean> => !(await call(desk, 'refund_payment', args)).isError;
    expect(await pays({ order_id: 'O-1016', item_ids: ['I-3'], amount: 79, payment_id: 'PAY-1016' })).toBe(true);
    expect(await pays({ order_id: 'O-1012', item_ids: ['I-1'], amount: 98, payment_id: 'PAY-1012' })).toBe(true);
    expect(await pays({ order_id: 'O-1002', item_ids: ['I-1'], amount: 46, payment_id: 'PAY-1002' })).toBe(true);
  });
});

describe('the policy of the order desk', () => {
  it('numbers its clauses without a gap, and the world carries it', () => {
    const clauses = [...(orderDesk.policy ?? '').matchAll(/(?:^|\. |\n)(\d)\.(\d+) /g)].map(
      ([, part, clause]) => `${part}.${clause}`,
    );
    const parts = Map.groupBy(clauses, (clause) => clause[0]);
    expect([...parts.keys()]).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    for (const [part, numbers] of parts) expect(numbers).toEqual(numbers.map((_, at) => `${part}.${at + 1}`));
  });
});
