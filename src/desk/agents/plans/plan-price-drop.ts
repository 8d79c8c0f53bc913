import { productRecord } from '../records.ts';
import { chooseItems, isPlan } from './choose-items.ts';
import { dollars, type Matter, money, type Plan } from './plan.ts';
import { daysBetween } from './plan-goodwill.ts';
import { planPayout } from './plan-refund.ts';

/** The difference to today's price, within 7 days after the order (3.6). */
export async function planPriceDrop(matter: Matter): Promise<Plan> {
  const items = chooseItems(matter);
  if (isPlan(items)) return items;
  const [item] = items;
  if (item === undefined) return { kind: 'ask', text: 'Which item do you mean?' };
  const product = await matter.line.read('get_product', { sku: item.sku }, productRecord);
  if (product === null) return { kind: 'ask', text: 'Our system does not answer at the moment. Please ask again.' };
  const { order } = matter;
  if (daysBetween(order.placed, order.today) > 7 && matter.minds('3.6'))
    return { kind: 'refuse', text: `I'm sorry, I can't do that: order ${order.order_id} is more than 7 days old.` };
  const paid = matter.trustsTotal() ? item.unit_price * item.quantity : item.paid_price;
  const difference = dollars(paid - product.price * item.quantity);
  if (difference <= 0)
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't do that: you paid ${money(item.paid_price)}, no more than today's price.`,
    };
  return planPayout(matter, [item], difference);
}
