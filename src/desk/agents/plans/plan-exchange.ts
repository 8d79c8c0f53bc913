import {
  type ItemRecord,
  orderRecord,
  type ProductRecord,
  type ProductRow,
  productRecord,
  productRows,
} from '../records.ts';
import { chooseItems, isPlan } from './choose-items.ts';
import { eligibility } from './eligibility.ts';
import type { Matter, Plan } from './plan.ts';

/** An exchange for another size or colour of the same product (6.1, 6.2). */
export async function planExchange(matter: Matter): Promise<Plan> {
  const items = chooseItems(matter);
  if (isPlan(items)) return items;
  const [item] = items;
  if (item === undefined || items.length > 1)
    return { kind: 'ask', text: 'Which item would you like to exchange first?' };
  const hindrance = await eligibility(matter, items, 'exchange');
  if (hindrance !== null) return hindrance;
  const variants = await variantsOf(matter, item);
  const wanted = wantedVariant(matter, item, variants) ?? (matter.guesses() ? (variants[0] ?? null) : null);
  if (wanted === null)
    return { kind: 'ask', text: `Which size or colour would you like for the ${baseName(item.name)}?` };
  return planSwap(matter, item, wanted);
}

async function planSwap(matter: Matter, item: ItemRecord, wanted: ProductRow): Promise<Plan> {
  const [from, to] = await Promise.all([productOf(matter, item.sku), productOf(matter, wanted.sku)]);
  if (from === null || to === null)
    return { kind: 'ask', text: 'Our system does not answer at the moment. Please ask again.' };
  if (from.family !== to.family && matter.minds('6.1'))
    return {
      kind: 'refuse',
      text: `I'm sorry, I can't exchange it for the ${to.name}: an exchange is for another size or colour of the same product. You could return it and place a new order.`,
    };
  if (to.stock < item.quantity)
    return { kind: 'refuse', text: `I'm sorry, I can't do that: the ${to.name} is out of stock.` };
  return {
    kind: 'propose',
    key: `exchange ${matter.order.order_id} ${item.item_id} ${to.sku}`,
    text: `I would exchange the ${item.name} of order ${matter.order.order_id} for the ${to.name}, at no cost. Shall I go ahead?`,
    act: () => exchange(matter, item, to),
  };
}

async function exchange(matter: Matter, item: ItemRecord, to: ProductRecord): Promise<string> {
  const { order, line } = matter;
  const outcome = await matter.write({
    tool: 'exchange_item',
    arguments: { order_id: order.order_id, item_id: item.item_id, new_sku: to.sku },
    hasHappened: async () => {
      const now = await line.read('get_order', { order_id: order.order_id }, orderRecord);
      return now === null
        ? null
        : now.items.some(({ item_id, status }) => item_id === item.item_id && status === 'exchanged');
    },
  });
  return matter.afterwards(outcome, `Done: the exchange has been processed; the ${to.name} is on its way to you.`);
}

/** Everything sold under the item's name without its size and colour. */
async function variantsOf({ line }: Matter, item: ItemRecord): Promise<readonly ProductRow[]> {
  const rows = await line.read('search_products', { query: baseName(item.name) }, productRows);
  return (rows ?? []).filter(({ sku }) => sku !== item.sku);
}

/** Hiking boots, size 41 without its size; a tent for 2 without the number. */
function baseName(name: string): string {
  return (name.split(',')[0] ?? name).replace(/\s+for \d+$/, '');
}

/** The variant that was named last; marks that nobody named stay as they are. */
function wantedVariant({ belief }: Matter, item: ItemRecord, variants: readonly ProductRow[]): ProductRow | null {
  for (const text of belief.said) {
    const named = variants
      .map((row) => ({ row, score: marksNamed(row.name, item.name, text) }))
      .filter(({ score }) => score !== null)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
    if (named[0] !== undefined) return named[0].row;
  }
  return null;
}

/** How well a text names what is different about a variant; null when it names nothing of it. Marks that change unasked count against it. */
function marksNamed(variant: string, current: string, text: string): number | null {
  const different = marks(variant).filter((mark) => !marks(current).includes(mark));
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const named = different.filter((mark) => words.has(mark)).length;
  return named === 0 ? null : 2 * named - different.length;
}

function marks(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function productOf({ line }: Matter, sku: string): Promise<ProductRecord | null> {
  return line.read('get_product', { sku }, productRecord);
}
