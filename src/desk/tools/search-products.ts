import { z } from 'zod';
import { deskTool } from '../desk-tool.ts';

const MAX_FOUND = 10;

/** `search_products`: the products in whose name, family or SKU every word of the query occurs. */
export const searchProducts = deskTool({
  name: 'search_products',
  description: `Products whose name has all words of the query, at most ${MAX_FOUND}.`,
  effect: 'read',
  input: z.object({ query: z.string().min(1).max(200).describe('One or a few words, such as "rain jacket"') }),
  run({ state, args }) {
    const words = args.query.toLowerCase().split(/\s+/).filter(Boolean);
    return Object.entries(state.products)
      .filter(([sku, { name, family }]) => {
        const text = `${sku} ${name} ${family}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .slice(0, MAX_FOUND)
      .map(([sku, { name, price, stock }]) => ({ sku, name, price, stock }));
  },
});
