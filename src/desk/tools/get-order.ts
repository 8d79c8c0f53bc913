import { z } from 'zod';
import { cents } from '../cents.ts';
import type { DeskState, Order } from '../desk-state.ts';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/**
 * `get_order`: the whole order. `total` is made of list prices, so it differs from what was paid wherever there was a discount: an agent that
 * refunds by it refunds too much.
 */
export const getOrder = deskTool({
  name: 'get_order',
  description: 'An order with its items, payments, dates, address and notes, and the date of today.',
  effect: 'read',
  input: z.object({ order_id: deskArgument.orderId }),
  run({ state, args }) {
    const { items, payments, ...order } = lookUp.order(state, args.order_id);
    return {
      order_id: args.order_id,
      today: state.today,
      ...order,
      items: itemRows(state, items),
      total: cents(Object.values(items).reduce((sum, item) => sum + item.unit_price * item.quantity, order.shipping)),
      payments: Object.entries(payments).map(([id, payment]) => ({ payment_id: id, ...payment })),
    };
  },
});

function itemRows(state: DeskState, items: Order['items']) {
  return Object.entries(items).map(([id, { opened: _only, ...item }]) => ({
    item_id: id,
    name: lookUp.product(state, item.sku).name,
    ...item,
  }));
}
