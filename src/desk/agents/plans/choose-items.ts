import type { ItemRecord } from '../records.ts';
import { allFitting, bestFitting } from '../words/fitting.ts';
import type { Matter, Plan } from './plan.ts';

const several = /\b(?:and|both|all|everything)\b/i;
const everything = /\b(?:everything|all of it|both of them)\b/i;

/** The items that a customer means, or a plan that asks which. What was said last counts. */
export function chooseItems({ belief, order, guesses }: Matter): readonly ItemRecord[] | Plan {
  const [only] = order.items;
  if (order.items.length === 1 && only !== undefined) return [only];
  for (const text of belief.said) {
    const fitting = several.test(text) ? allFitting(order.items, text) : bestFitting(order.items, text);
    if (fitting.length === 1 || (fitting.length > 1 && several.test(text))) return fitting;
    if (fitting.length > 1) return guesses() ? fitting.slice(0, 1) : whichOf(fitting);
    if (everything.test(text)) return order.items;
  }
  return guesses() && only !== undefined ? [only] : whichOf(order.items);
}

function whichOf(items: readonly ItemRecord[]): Plan {
  return { kind: 'ask', text: `Which item do you mean: ${items.map(({ name }) => `the ${name}`).join(', or ')}?` };
}

/** Names of items as one text. */
export function namesOf(items: readonly ItemRecord[]): string {
  return items.map(({ name }) => name).join(' and ');
}

/** Whether {@link chooseItems} gave a plan. */
export function isPlan(choice: readonly ItemRecord[] | Plan): choice is Plan {
  return 'kind' in choice;
}
