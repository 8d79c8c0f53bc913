import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `cancel_order`: cancels a whole order that has not been dispatched and sends every payment back. */
export const cancelOrder = deskTool({
  name: 'cancel_order',
  description: 'Cancels a whole order that has not been dispatched. All payments go back in full.',
  effect: 'write',
  input: z.object({ order_id: deskArgument.orderId, reason: deskArgument.reason }),
  run({ state, args, effects, refuse }) {
    const order = lookUp.order(state, args.order_id);
    if (order.status !== 'pending' && order.status !== 'packed') {
      return refuse(`order ${args.order_id} is ${order.status}; only pending or packed orders can be cancelled`);
    }
    order.status = 'cancelled';
    for (const payment of Object.values(order.payments)) payment.refunded = payment.amount;
    effects.record({ key: `cancel:${args.order_id}` });
    const refunds = Object.entries(order.payments).map(([id, { refunded }]) => ({ payment_id: id, refunded }));
    return { order_id: args.order_id, status: order.status, refunds };
  },
});
