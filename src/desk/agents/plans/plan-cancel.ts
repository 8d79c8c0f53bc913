import { type OrderRecord, type OrderRow, orderRecord, orderRows } from '../records.ts';
import { bestFitting } from '../words/fitting.ts';
import { dollars, type Matter, money, type Plan } from './plan.ts';

/** A cancellation: of a whole order that is pending (2.1). */
export async function planCancel(matter: Matter): Promise<Plan> {
  if (matter.order.status === 'pending' || matter.order.status === 'packed') return cancellation(matter, matter.order);
  const rows = await matter.line.read('list_orders', { customer_id: matter.order.customer_id }, orderRows);
  const open = (rows ?? []).filter(({ status }) => status === 'pending');
  if (open.length === 0 || !speaksOfNewOrder(matter)) return cancellation(matter, matter.order);
  const meant = meantRow(matter, open);
  if (meant === null) return { kind: 'ask', text: `Which order do you mean: ${open.map(rowText).join(', or ')}?` };
  const order = await matter.line.read('get_order', { order_id: meant.order_id }, orderRecord);
  return cancellation(matter, order ?? matter.order);
}

function cancellation(matter: Matter, order: OrderRecord): Plan {
  if (order.status === 'packed' && matter.minds('2.1'))
    return { kind: 'refuse', text: `I'm sorry, I can't cancel order ${order.order_id}: it is already packed.` };
  if (order.status === 'shipped')
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't cancel order ${order.order_id}: it has been shipped. It can be returned once it has arrived.`,
    };
  if (order.status !== 'pending' && order.status !== 'packed')
    return { kind: 'refuse', text: `I'm sorry, I can't cancel order ${order.order_id}: it is ${order.status}.` };
  const back = dollars(order.payments.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0));
  const whole = wantsPart(matter) ? 'Only the whole order can be cancelled. ' : '';
  return {
    kind: 'propose',
    key: `cancel ${order.order_id}`,
    text: `${whole}I would cancel the whole order ${order.order_id} (${order.items.map(({ name }) => name).join(', ')}); ${money(back)} goes back in full to the payment it came from. Shall I go ahead?`,
    act: () => cancel(matter, order, back),
  };
}

async function cancel(matter: Matter, order: OrderRecord, back: number): Promise<string> {
  const outcome = await matter.write({
    tool: 'cancel_order',
    arguments: { order_id: order.order_id, reason: 'the customer asked for it' },
    hasHappened: async () => {
      const now = await matter.line.read('get_order', { order_id: order.order_id }, orderRecord);
      return now === null ? null : now.status === 'cancelled';
    },
  });
  return matter.afterwards(
    outcome,
    `Done: order ${order.order_id} has been cancelled, and ${money(back)} goes back to you in full.`,
  );
}

function meantRow({ belief }: Matter, rows: readonly OrderRow[]): OrderRow | null {
  const named = rows.find(({ order_id }) => belief.said.some((text) => text.includes(order_id)));
  if (named !== undefined || rows.length === 1) return named ?? rows[0] ?? null;
  const things = rows.map((row) => ({ name: row.items.join(' '), row }));
  for (const text of belief.said) {
    const fitting = bestFitting(things, text);
    if (fitting.length === 1) return fitting[0]?.row ?? null;
  }
  return null;
}

function rowText({ order_id, items }: OrderRow): string {
  return `${order_id} with the ${items.join(', ')}`;
}

function speaksOfNewOrder({ belief }: Matter): boolean {
  return belief.said.some((text) => /\b(?:yesterday|today|new orders?|just ordered|placed)\b/i.test(text));
}

function wantsPart({ belief }: Matter): boolean {
  const request = belief.said.find((text) => /\bcancel\w*\b|\boff order\b/i.test(text)) ?? '';
  return /\boff order\b/i.test(request);
}
