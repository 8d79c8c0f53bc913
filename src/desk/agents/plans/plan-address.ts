import { orderRecord } from '../records.ts';
import type { Matter, Plan } from './plan.ts';

/** A new address for an order that has not been dispatched, within the country (2.2). */
export async function planAddress(matter: Matter): Promise<Plan> {
  const { belief, order } = matter;
  if (order.status !== 'pending' && order.status !== 'packed' && matter.minds('2.2'))
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't change the address of order ${order.order_id}: it has already shipped.`,
    };
  const { address } = belief;
  if (address === null) return { kind: 'ask', text: 'What is the new address: street, city and postcode?' };
  if (address.abroad && matter.minds('2.2')) return { kind: 'hand-over', reason: 'an address in another country' };
  const line = `${address.street}, ${address.city}, ${address.postcode}`;
  return {
    kind: 'propose',
    key: `address ${order.order_id} ${line}`,
    text: `I would send order ${order.order_id} to ${line}. Is that right?`,
    act: () => changeAddress(matter, address),
  };
}

async function changeAddress(
  matter: Matter,
  address: { street: string; city: string; postcode: string },
): Promise<string> {
  const { order, line } = matter;
  const { street, city, postcode } = address;
  const outcome = await matter.write({
    tool: 'change_address',
    arguments: { order_id: order.order_id, address: { street, city, postcode } },
    hasHappened: async () => {
      const now = await line.read('get_order', { order_id: order.order_id }, orderRecord);
      return now === null ? null : now.address.street === street && now.address.postcode === postcode;
    },
  });
  return matter.afterwards(
    outcome,
    `Done: the address of order ${order.order_id} has been changed to ${street}, ${city}, ${postcode}.`,
  );
}
