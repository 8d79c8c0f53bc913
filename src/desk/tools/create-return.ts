import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `create_return`: announces items of a delivered order to the warehouse. No money moves. */
export const createReturn = deskTool({
  name: 'create_return',
  description:
    'Creates a return for items of a delivered order; the customer gets a label by e-mail. No money moves until the items are back.',
  effect: 'write',
  input: z.object({
    order_id: deskArgument.orderId,
    item_ids: z.array(deskArgument.itemId).min(1).max(20),
    reason: deskArgument.reason,
  }),
  run({ state, args, effects, refuse }) {
    const order = lookUp.order(state, args.order_id);
    if (order.status !== 'delivered') {
      return refuse(`order ${args.order_id} is ${order.status}; only delivered orders can be returned`);
    }
    for (const id of args.item_ids) {
      const item = lookUp.item(order, args.order_id, id);
      if (item.status !== 'ordered') return refuse(`item ${id} is ${item.status}; it cannot be returned again`);
      item.status = 'return_open';
      effects.record({ key: `return:${args.order_id}:${id}` });
    }
    const id = `RET-${9001 + Object.keys(state.returns).length}`;
    state.returns[id] = { ...args, created: state.today };
    return { return_id: id, order_id: args.order_id, item_ids: args.item_ids };
  },
});
