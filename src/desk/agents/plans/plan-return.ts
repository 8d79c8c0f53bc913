import { type ItemRecord, orderRecord } from '../records.ts';
import { chooseItems, isPlan, namesOf } from './choose-items.ts';
import { eligibility } from './eligibility.ts';
import type { Matter, Plan } from './plan.ts';

/** A return that the warehouse refunds when the items are back (3.1 to 3.4). */
export async function planReturn(matter: Matter): Promise<Plan> {
  const items = chooseItems(matter);
  if (isPlan(items)) return items;
  const hindrance = await eligibility(matter, items, 'return');
  if (hindrance !== null) return hindrance;
  const { order } = matter;
  return {
    kind: 'propose',
    key: `return ${order.order_id} ${items.map(({ item_id }) => item_id).join(',')}`,
    text: `I would create a return for the ${namesOf(items)} of order ${order.order_id}; the money comes back when the warehouse has it. Shall I go ahead?`,
    act: () => createReturn(matter, items),
  };
}

async function createReturn(matter: Matter, items: readonly ItemRecord[]): Promise<string> {
  const { order, line } = matter;
  const ids = items.map(({ item_id }) => item_id);
  const outcome = await matter.write({
    tool: 'create_return',
    arguments: { order_id: order.order_id, item_ids: ids, reason: 'the customer asked for it' },
    hasHappened: async () => {
      const now = await line.read('get_order', { order_id: order.order_id }, orderRecord);
      return now === null
        ? null
        : now.items.some(({ item_id, status }) => ids.includes(item_id) && status !== 'ordered');
    },
  });
  return matter.afterwards(
    outcome,
    `Done: the return for the ${namesOf(items)} has been created. You get the label by e-mail.`,
  );
}
