import { ToolRefusal } from '#worlds';
import type { Customer, DeskState, Order, OrderItem, Payment, Product } from './desk-state.ts';

/**
 * The part of the desk's state with this id. Ids come from the agent, so only own members count.
 *
 * @throws ToolRefusal when there is none, with a sentence for the agent
 */
export const lookUp = {
  customer: (state: DeskState, id: string): Customer => own(state.customers, id, 'customer'),
  order: (state: DeskState, id: string): Order => own(state.orders, id, 'order'),
  product: (state: DeskState, sku: string): Product => own(state.products, sku, 'product'),
  item: (order: Order, orderId: string, id: string): OrderItem => own(order.items, id, `item of order ${orderId}`),
  payment: (order: Order, orderId: string, id: string): Payment =>
    own(order.payments, id, `payment of order ${orderId}`),
} as const;

function own<Part>(parts: Readonly<Record<string, Part>>, id: string, kind: string): Part {
  const part = Object.hasOwn(parts, id) ? parts[id] : undefined;
  if (part === undefined) throw new ToolRefusal(`there is no ${kind} with the id ${JSON.stringify(id.slice(0, 80))}`);
  return part;
}
