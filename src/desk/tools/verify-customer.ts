import { z } from 'zod';
import { comparable } from '../comparable.ts';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `verify_customer`: compares what the customer said with the account, and remembers a success for the conversation. */
export const verifyCustomer = deskTool({
  name: 'verify_customer',
  description:
    'Verifies the customer for this conversation: an order number of theirs and the postcode of the account, both as the customer said them.',
  effect: 'idempotent-write',
  input: z.object({
    customer_id: deskArgument.customerId,
    order_id: deskArgument.orderId,
    postcode: z.string().describe('As the customer said it'),
  }),
  run({ state, args, effects, refuse }) {
    const customer = lookUp.customer(state, args.customer_id);
    const own = lookUp.order(state, args.order_id).customer_id === args.customer_id;
    if (!own || comparable(args.postcode) !== comparable(customer.address.postcode)) {
      return refuse('verification failed: customer, order and postcode do not belong together');
    }
    customer.verified = true;
    effects.record({ key: `verify:${args.customer_id}` });
    return { customer_id: args.customer_id, verified: true };
  },
});
