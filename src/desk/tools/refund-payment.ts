import { z } from 'zod';
import { cents } from '../cents.ts';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/**
 * `refund_payment`: sends money back to a payment. It refuses no more than amounts above what that payment still holds, so a call that is repeated
 * without its idempotency key refunds twice.
 */
export const refundPayment = deskTool({
  name: 'refund_payment',
  description:
    'Sends money back to a payment of the order, at once and for good. The amount may not exceed what that payment still holds.',
  effect: 'irreversible',
  idempotencyKey: 'idempotency_key',
  input: z.object({
    order_id: deskArgument.orderId,
    item_ids: z.array(deskArgument.itemId).min(1).max(20).describe('The items it is for'),
    amount: z.number().gt(0).max(100_000).describe('In US dollars, such as 36.80'),
    payment_id: z.string().describe('Such as PAY-1001'),
    idempotency_key: deskArgument.idempotencyKey,
  }),
  run({ state, args, effects, refuse }) {
    const order = lookUp.order(state, args.order_id);
    const payment = lookUp.payment(order, args.order_id, args.payment_id);
    const amount = cents(args.amount);
    const left = cents(payment.amount - payment.refunded);
    if (amount <= 0 || amount > left) {
      return refuse(`expected an amount between 0.01 and ${left.toFixed(2)}, which ${args.payment_id} still holds`);
    }
    for (const id of new Set(args.item_ids)) {
      lookUp.item(order, args.order_id, id).refunded = true;
      effects.record({ key: `refund:${args.order_id}:${id}:${args.payment_id}` });
    }
    payment.refunded = cents(payment.refunded + amount);
    return { payment_id: args.payment_id, amount, refunded_in_all: payment.refunded };
  },
});
