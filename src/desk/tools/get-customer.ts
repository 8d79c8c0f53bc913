import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `get_customer`: the account, with membership, store credit and what it was given for. */
export const getCustomer = deskTool({
  name: 'get_customer',
  description: 'The account of a customer: contact, address, membership, store credit and earlier credits.',
  effect: 'read',
  input: z.object({ customer_id: deskArgument.customerId }),
  run({ state, args }) {
    return { customer_id: args.customer_id, ...lookUp.customer(state, args.customer_id) };
  },
});
