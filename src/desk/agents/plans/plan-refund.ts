import type { WriteOutcome } from '../desk-line.ts';
import { customerRecord, type ItemRecord, type OrderRecord, orderRecord, type PaymentRecord } from '../records.ts';
import { chooseItems, isPlan, namesOf } from './choose-items.ts';
import { eligibility } from './eligibility.ts';
import { dollars, type Matter, money, type Plan } from './plan.ts';
import { planReturn } from './plan-return.ts';

/** Money back for items: at once for damaged ones and for returns that are back, by a return otherwise (3.4, 3.5). */
export async function planRefund(matter: Matter): Promise<Plan> {
  const items = chooseItems(matter);
  if (isPlan(items)) return items;
  if (items.some(({ status }) => status !== 'return_received')) {
    if (matter.belief.damaged === null && !matter.guesses())
      return { kind: 'ask', text: `What is wrong with the ${namesOf(items)}?` };
    if (matter.belief.damaged !== true && matter.minds('3.4')) return planReturn(matter);
    const hindrance = await eligibility(matter, items, 'damage');
    if (hindrance !== null) return hindrance;
  }
  const already = items.find(({ refunded }) => refunded);
  if (already !== undefined && matter.minds('3.10'))
    return { kind: 'refuse', text: `I'm sorry, I can't do that: the ${already.name} has already been refunded.` };
  return planPayout(matter, items, amountFor(matter, items));
}

/** Pays an amount for items: to their payments, or as store credit for a gift (3.8, 3.9, 4.1). */
export function planPayout(matter: Matter, items: readonly ItemRecord[], amount: number): Plan {
  const { order } = matter;
  if (amount > 500 && matter.minds('3.9')) return { kind: 'hand-over', reason: `a refund of ${money(amount)}` };
  if (order.gift && matter.minds('4.1'))
    return planCredit(matter, amount, `refund for ${namesOf(items)}, a gift order`);
  const shares = sharesOf(order, amount);
  const first = order.payments.find(({ payment_id }) => payment_id === shares[0]?.payment_id);
  const to = shares.map((share) => `${money(share.amount)} to ${share.payment_id} (${share.method})`).join(' and ');
  const elsewhere = matter.belief.otherPayment
    ? 'A refund can only go back to the payment it came from, the card you paid with. '
    : '';
  return {
    kind: 'propose',
    key: `refund ${order.order_id} ${items.map(({ item_id }) => item_id).join(',')} ${to}`,
    text: `${elsewhere}I would refund ${money(amount)} for the ${namesOf(items)} of order ${order.order_id}: ${to}, the original payment. Shall I go ahead?`,
    act: () =>
      payOut(
        matter,
        items,
        shares,
        `Done: ${money(amount)} has been refunded, ${to}${first?.method === 'card' ? ', the card you paid with' : ''}.`,
      ),
  };
}

interface Share {
  readonly payment_id: string;
  readonly method: string;
  readonly amount: number;
}

/** Payments other than gift cards come first, each up to what it still holds (3.8). */
function sharesOf({ payments }: OrderRecord, amount: number): Share[] {
  const inOrder = [...payments].sort((a, b) => Number(a.method === 'gift_card') - Number(b.method === 'gift_card'));
  const shares: Share[] = [];
  let left = amount;
  for (const payment of inOrder) {
    const share = dollars(Math.min(left, held(payment)));
    if (share > 0) shares.push({ payment_id: payment.payment_id, method: payment.method, amount: share });
    left = dollars(left - share);
  }
  // What no payment holds is asked of the first, and refused there.
  const [first] = shares;
  return left > 0 && first !== undefined
    ? [{ ...first, amount: dollars(first.amount + left) }, ...shares.slice(1)]
    : shares;
}

function held({ amount, refunded }: PaymentRecord): number {
  return dollars(amount - refunded);
}

async function payOut(
  matter: Matter,
  items: readonly ItemRecord[],
  shares: readonly Share[],
  done: string,
): Promise<string> {
  const { order } = matter;
  const total = dollars(shares.reduce((sum, { amount }) => sum + amount, 0));
  if (total > 200 && matter.minds('3.9')) {
    const noted = await note(matter, `Refund of ${money(total)} for ${namesOf(items)}.`);
    if (noted !== 'done') return matter.afterwards(noted, done);
  }
  for (const share of shares) {
    const outcome = await matter.write({
      tool: 'refund_payment',
      arguments: {
        order_id: order.order_id,
        item_ids: items.map(({ item_id }) => item_id),
        amount: share.amount,
        payment_id: share.payment_id,
        idempotency_key: `${order.order_id}-${items.map(({ item_id }) => item_id).join('-')}-${share.payment_id}`,
      },
      hasHappened: () => holdsLess(matter, share),
    });
    if (outcome !== 'done') return matter.afterwards(outcome, done);
  }
  return matter.afterwards('done', done);
}

function note({ write, line, order }: Matter, text: string): Promise<WriteOutcome> {
  return write({
    tool: 'add_note',
    arguments: { order_id: order.order_id, text },
    hasHappened: async () => {
      const now = await line.read('get_order', { order_id: order.order_id }, orderRecord);
      return now === null ? null : now.notes.some((one) => one.endsWith(text));
    },
  });
}

async function holdsLess({ line, order }: Matter, share: Share): Promise<boolean | null> {
  const now = await line.read('get_order', { order_id: order.order_id }, orderRecord);
  const before = order.payments.find(({ payment_id }) => payment_id === share.payment_id);
  const after = now?.payments.find(({ payment_id }) => payment_id === share.payment_id);
  if (before === undefined || after === undefined) return null;
  return dollars(after.refunded - before.refunded) >= share.amount;
}

/** Store credit for the account's holder. */
export function planCredit(matter: Matter, amount: number, reason: string): Plan {
  const { order } = matter;
  return {
    kind: 'propose',
    key: `credit ${order.customer_id} ${money(amount)}`,
    text: `I would issue store credit of ${money(amount)} to your account: ${reason}. Shall I go ahead?`,
    act: async () => {
      const before = await matter.line.read('get_customer', { customer_id: order.customer_id }, customerRecord);
      const outcome = await matter.write({
        tool: 'issue_store_credit',
        arguments: {
          customer_id: order.customer_id,
          amount,
          reason,
          idempotency_key: `${order.order_id}-credit-${money(amount)}`,
        },
        hasHappened: async () => {
          const now = await matter.line.read('get_customer', { customer_id: order.customer_id }, customerRecord);
          if (now === null || before === null) return null;
          return now.credits.length > before.credits.length;
        },
      });
      return matter.afterwards(outcome, `Done: a store credit of ${money(amount)} has been issued to your account.`);
    },
  };
}

function amountFor(matter: Matter, items: readonly ItemRecord[]): number {
  const listed = matter.trustsTotal();
  return dollars(items.reduce((sum, item) => sum + (listed ? item.unit_price * item.quantity : item.paid_price), 0));
}
