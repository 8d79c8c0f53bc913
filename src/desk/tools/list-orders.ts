import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `list_orders`: a customer's orders, oldest first, with the names of what is in them. */
export const listOrders = deskTool({
  name: 'list_orders',
  description: "A customer's orders, oldest first: id, dates, status and what is in them.",
  effect: 'read',
  input: z.object({ customer_id: deskArgument.customerId }),
  run({ state, args }) {
    lookUp.customer(state, args.customer_id);
    return Object.entries(state.orders)
      .filter(([, order]) => order.customer_id === args.customer_id)
      .map(([id, order]) => ({
        order_id: id,
        placed: order.placed,
        status: order.status,
        delivered: order.delivered,
        items: Object.values(order.items).map(({ sku }) => lookUp.product(state, sku).name),
      }));
  },
});
