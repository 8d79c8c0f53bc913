import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

const line = z.string().trim().min(1).max(120);

/** `change_address`: where an order goes, as long as it has not arrived. */
export const changeAddress = deskTool({
  name: 'change_address',
  description: 'Changes the delivery address of an order that has not been delivered. Shipped parcels are redirected.',
  effect: 'idempotent-write',
  input: z.object({
    order_id: deskArgument.orderId,
    address: z.object({ street: line, city: line, postcode: line, country: line.default('US') }),
  }),
  run({ state, args, effects, refuse }) {
    const order = lookUp.order(state, args.order_id);
    if (order.status === 'delivered' || order.status === 'cancelled') {
      return refuse(`order ${args.order_id} is ${order.status}; its address cannot be changed`);
    }
    order.address = { ...args.address };
    effects.record({ key: `address:${args.order_id}` });
    return { order_id: args.order_id, address: { ...order.address } };
  },
});
