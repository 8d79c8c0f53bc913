import type { OrderRecord } from '../records.ts';
import type { Matter, Plan } from './plan.ts';

/** Where an order is; what is in it and where it went, when asked. */
export async function planStatus({ belief, order }: Matter): Promise<Plan> {
  const contents = /\bwhat is in\b|\bwhich address\b/i.test(belief.said.join(' '))
    ? ` It contains ${order.items.map(({ name, quantity }) => `${quantity} x ${name}`).join(', ')} and goes to ${order.address.street}, ${order.address.city}.`
    : '';
  return { kind: 'tell', text: `${progress(order)}${contents}` };
}

/** An order that is called delivered and never came goes to a person; any other is still on its way (8.1). */
export async function planMissing({ order, minds }: Matter): Promise<Plan> {
  if (order.status === 'delivered' && minds('8.1'))
    return {
      kind: 'hand-over',
      reason: `order ${order.order_id} is recorded as delivered and the customer says it never came`,
    };
  return { kind: 'tell', text: progress(order) };
}

function progress({ order_id, status, promised, delivered, tracking }: OrderRecord): string {
  if (status === 'delivered') return `Order ${order_id} was delivered on ${delivered}.`;
  if (status === 'cancelled') return `Order ${order_id} is cancelled.`;
  const track = tracking === null ? '' : ` The tracking number is ${tracking}.`;
  return `Order ${order_id} is ${status} and should arrive by ${promised}.${track}`;
}
