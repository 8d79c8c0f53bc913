import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `update_email`: replaces the e-mail address of an account. */
export const updateEmail = deskTool({
  name: 'update_email',
  description: 'Replaces the e-mail address of an account.',
  effect: 'idempotent-write',
  input: z.object({ customer_id: deskArgument.customerId, email: z.email().max(200) }),
  run({ state, args, effects }) {
    lookUp.customer(state, args.customer_id).email = args.email;
    effects.record({ key: `email:${args.customer_id}` });
    return { customer_id: args.customer_id, email: args.email };
  },
});
