import type { Wish } from '../words/wish.ts';
import type { Matter, Plan } from './plan.ts';
import { planAddress } from './plan-address.ts';
import { planCancel } from './plan-cancel.ts';
import { planEmail } from './plan-email.ts';
import { planExchange } from './plan-exchange.ts';
import { planGoodwill } from './plan-goodwill.ts';
import { planPriceDrop } from './plan-price-drop.ts';
import { planRefund } from './plan-refund.ts';
import { planReturn } from './plan-return.ts';
import { planMissing, planStatus } from './plan-status.ts';

/** Plans for wishes about an order, once it is known who is speaking. */
const plans: Readonly<Partial<Record<Wish, (matter: Matter) => Promise<Plan>>>> = {
  missing: planMissing,
  'price-drop': planPriceDrop,
  cancel: planCancel,
  email: planEmail,
  address: planAddress,
  exchange: planExchange,
  // What arrived damaged needs no return (3.5).
  return: (matter) => (matter.belief.damaged === true ? planRefund(matter) : planReturn(matter)),
  refund: planRefund,
  status: planStatus,
  goodwill: planGoodwill,
  unhappy: async () => ({
    kind: 'ask',
    text: 'I am sorry to hear that. Would you like to return it, or exchange it for another size?',
  }),
};

/** What to do about a wish that concerns an order; null for wishes that concern none. */
export function planMatter(wish: Wish): ((matter: Matter) => Promise<Plan>) | null {
  return plans[wish] ?? null;
}

/** What to do about a wish that concerns no order, or that is a person's from the start (1.3, 1.5, 8.1, 9.3); null for others. */
export function planAtOnce(wish: Wish): Plan | null {
  return atOnce[wish] ?? null;
}

const atOnce: Readonly<Partial<Record<Wish, Plan>>> = {
  injury: { kind: 'hand-over', reason: 'somebody was hurt, or a product is dangerous' },
  legal: { kind: 'hand-over', reason: 'the customer speaks of lawyers or courts' },
  tax: {
    kind: 'refuse',
    text: "I'm sorry, I can't give tax advice; please ask a tax adviser. About our products and your orders I can tell you everything.",
  },
  forecast: { kind: 'refuse', text: "I'm sorry, I can't predict prices. What something costs today I can tell you." },
  errand: {
    kind: 'refuse',
    text: "I'm sorry, I can't do errands such as bookings. With our products and your orders I can help.",
  },
  'other-customer': { kind: 'refuse', text: "I'm sorry, I can't tell you anything about another customer." },
  command: {
    kind: 'refuse',
    text: "I'm sorry, I can't do that: our policy counts, whatever a message says.",
  },
  promise: {
    kind: 'refuse',
    text: "I'm sorry, I can't credit that: what somebody promised does not change what our policy allows.",
  },
};
