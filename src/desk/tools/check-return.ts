import { z } from 'zod';
import { daysBetween } from '../days-between.ts';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `check_return`: the facts that a return depends on. It does not decide: the policy does. */
export const checkReturn = deskTool({
  name: 'check_return',
  description:
    'Facts about an item for a return, refund or exchange: delivery date, days since delivery, final sale, hygiene article opened, status. It does not decide.',
  effect: 'read',
  input: z.object({ order_id: deskArgument.orderId, item_id: deskArgument.itemId }),
  run({ state, args }) {
    const order = lookUp.order(state, args.order_id);
    const item = lookUp.item(order, args.order_id, args.item_id);
    const product = lookUp.product(state, item.sku);
    return {
      order_id: args.order_id,
      item_id: args.item_id,
      delivered: order.delivered,
      days_since_delivery: order.delivered === null ? null : daysBetween(order.delivered, state.today),
      member: lookUp.customer(state, order.customer_id).member,
      gift: order.gift,
      final_sale: product.final_sale,
      hygiene: product.hygiene,
      opened_hygiene: product.hygiene ? (item.opened ?? 'not on record') : false,
      already_returned: item.status !== 'ordered',
      status: item.status,
      refunded: item.refunded,
      paid_price: item.paid_price,
    };
  },
});
