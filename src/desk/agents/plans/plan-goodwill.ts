import { customerRecord } from '../records.ts';
import { dollars, type Matter, money, type Plan } from './plan.ts';
import { planCredit } from './plan-refund.ts';

/** Goodwill for a late delivery: 10 % of what was paid, 15 at most, once in 365 days (5.1 to 5.3). */
export async function planGoodwill(matter: Matter): Promise<Plan> {
  const { line, order } = matter;
  if (order.delivered === null || order.delivered <= order.promised)
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't give credit for that: order ${order.order_id} was promised for ${order.promised} and was not late.`,
    };
  const customer = await line.read('get_customer', { customer_id: order.customer_id }, customerRecord);
  const earlier = customer?.credits.find(
    ({ date, reason }) => /goodwill/i.test(reason) && daysBetween(date, order.today) < 365,
  );
  if (earlier !== undefined && matter.minds('5.2'))
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't do that: goodwill is given once in 365 days, and you already received it on ${earlier.date}.`,
    };
  const paid = order.payments.reduce((sum, { amount }) => sum + amount, 0);
  const tenth = dollars((matter.trustsTotal() ? order.total : paid) / 10);
  const amount = matter.minds('5.1') ? Math.min(15, tenth) : tenth;
  return planCredit(matter, amount, `goodwill, because order ${order.order_id} came late (${money(amount)})`);
}

/** Whole days between two days such as `2026-03-10`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
