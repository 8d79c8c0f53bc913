import { type ItemRecord, type ReturnFacts, returnFacts } from '../records.ts';
import type { Matter, Plan } from './plan.ts';

/** What is wanted of items, as far as the time and kind of a return matter. */
export type Purpose = 'return' | 'exchange' | 'damage';

/**
 * Checks clauses 3.1 to 3.3, 3.10 and 8.1 for items: null when nothing speaks against it, else what to do instead.
 */
export async function eligibility(
  matter: Matter,
  items: readonly ItemRecord[],
  purpose: Purpose,
): Promise<Plan | null> {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (pieces > 5 && matter.minds('8.1')) return { kind: 'hand-over', reason: `${pieces} pieces in one ${purpose}` };
  for (const item of items) {
    const facts = await factsOf(matter, item);
    if (facts === null)
      return { kind: 'ask', text: 'Our system does not answer at the moment. Please give me a moment and ask again.' };
    const plan = hindrance(matter, item, facts, purpose);
    if (plan !== null) return plan;
  }
  return null;
}

function factsOf({ line, order }: Matter, { item_id }: ItemRecord): Promise<ReturnFacts | null> {
  return line.read('check_return', { order_id: order.order_id, item_id }, returnFacts);
}

function hindrance(matter: Matter, item: ItemRecord, facts: ReturnFacts, purpose: Purpose): Plan | null {
  if ((item.refunded || facts.refunded) && matter.minds('3.10'))
    return refuse(`the ${item.name} has already been refunded, and nothing is refunded twice`);
  if (facts.days_since_delivery === null)
    return refuse(`order ${matter.order.order_id} is ${matter.order.status} and has not been delivered yet`);
  if (facts.status !== 'ordered') return refuse(`the ${item.name} has the status ${facts.status} already`);
  const limit = facts.member ? 45 : 30;
  if (facts.days_since_delivery > limit && matter.minds('3.1'))
    return refuse(
      `the ${item.name} was delivered on ${matter.order.delivered}, ${facts.days_since_delivery} days ago, which is more than ${limit} days`,
    );
  return purpose === 'damage' ? null : kindHindrance(matter, item, facts);
}

function kindHindrance(matter: Matter, item: ItemRecord, facts: ReturnFacts): Plan | null {
  if (facts.final_sale && matter.minds('3.2')) return refuse(`the ${item.name} was final sale`);
  if (!facts.hygiene || !matter.minds('3.3')) return null;
  const opened = typeof facts.opened_hygiene === 'boolean' ? facts.opened_hygiene : matter.belief.opened;
  if (opened === true) return refuse(`the ${item.name} is a hygiene article and has been opened`);
  if (opened === false) return null;
  return { kind: 'ask', text: `Has the ${item.name} been opened, or is it still sealed?` };
}

function refuse(reason: string): Plan {
  return { kind: 'refuse', text: `I'm sorry, I can't do that: ${reason}.` };
}
