import type { DeskLine } from './desk-line.ts';
import { money } from './plans/plan.ts';
import { type ProductRow, productRows } from './records.ts';
import { bestFitting, tellingWords } from './words/fitting.ts';

/** The most searches one question is worth. */
const maxSearches = 6;

/** Answers a question about products from the catalogue: price and stock of those that fit best, at most four. */
export async function answerProduct(line: DeskLine, question: string): Promise<string> {
  for (const query of queriesFor(question)) {
    const rows = await line.read('search_products', { query }, productRows);
    const best = bestOf(rows ?? [], question);
    if (best.length > 0) return best.map(rowText).join(' ');
  }
  return 'I see nothing like that in our catalogue.';
}

/** Searches from the narrowest to the widest: all words, then pairs, then the longest words alone. */
function queriesFor(question: string): string[] {
  const numbers = /\bfor (\d+)\b/.exec(question)?.[1];
  const words = tellingWords(question);
  const all = numbers === undefined ? words : [...words.filter((word) => word !== numbers), numbers];
  const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  const single = [...words].sort((a, b) => b.length - a.length);
  return [
    ...new Set([
      all.join(' '),
      ...(numbers === undefined ? [] : pairs.map((pair) => `${pair} ${numbers}`)),
      ...pairs,
      ...single,
    ]),
  ]
    .filter((query) => query !== '')
    .slice(0, maxSearches);
}

function bestOf(rows: readonly ProductRow[], question: string): readonly ProductRow[] {
  return bestFitting(rows, question).slice(0, 4);
}

function rowText({ name, price, stock }: ProductRow): string {
  return `${name}: ${money(price)}, ${stock} in stock.`;
}
