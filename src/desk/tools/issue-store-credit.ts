import { z } from 'zod';
import { cents } from '../cents.ts';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `issue_store_credit`: adds to a customer's store credit. Two credits of one amount in one conversation count as one effect executed twice. */
export const issueStoreCredit = deskTool({
  name: 'issue_store_credit',
  description: "Adds store credit to a customer's account, at once and for good.",
  effect: 'irreversible',
  idempotencyKey: 'idempotency_key',
  input: z.object({
    customer_id: deskArgument.customerId,
    amount: z.number().min(0.01).max(1000).describe('In US dollars, such as 8.40'),
    reason: deskArgument.reason,
    idempotency_key: deskArgument.idempotencyKey,
  }),
  run({ state, args, effects }) {
    const customer = lookUp.customer(state, args.customer_id);
    const amount = cents(args.amount);
    customer.store_credit = cents(customer.store_credit + amount);
    customer.credits.push({ date: state.today, amount, reason: args.reason });
    effects.record({ key: `credit:${args.customer_id}:${amount.toFixed(2)}` });
    return { customer_id: args.customer_id, amount, store_credit: customer.store_credit };
  },
});
