import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `exchange_item`: sends another product for an item of a delivered order; nothing is paid or paid back. */
export const exchangeItem = deskTool({
  name: 'exchange_item',
  description:
    'Exchanges an item of a delivered order for another product in stock. The new one is sent at once; no price difference is settled.',
  effect: 'write',
  input: z.object({
    order_id: deskArgument.orderId,
    item_id: deskArgument.itemId,
    new_sku: z.string().describe('The product to send instead, such as BT-42'),
  }),
  run({ state, args, effects, refuse }) {
    const order = lookUp.order(state, args.order_id);
    const item = lookUp.item(order, args.order_id, args.item_id);
    const product = lookUp.product(state, args.new_sku);
    if (order.status !== 'delivered') {
      return refuse(`order ${args.order_id} is ${order.status}; only delivered orders can be exchanged`);
    }
    if (item.status !== 'ordered') return refuse(`item ${args.item_id} is ${item.status}; it cannot be exchanged`);
    if (product.stock < item.quantity)
      return refuse(`${args.new_sku}: ${item.quantity} wanted, ${product.stock} in stock`);
    item.status = 'exchanged';
    product.stock -= item.quantity;
    effects.record({ key: `exchange:${args.order_id}:${args.item_id}` });
    return { order_id: args.order_id, item_id: args.item_id, sent: args.new_sku, quantity: item.quantity };
  },
});
