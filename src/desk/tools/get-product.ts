import { z } from 'zod';
import { deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

/** `get_product`: price of today, stock, family, and whether it is final sale or a hygiene article. */
export const getProduct = deskTool({
  name: 'get_product',
  description: 'A product: price of today, stock, family, final_sale and hygiene.',
  effect: 'read',
  input: z.object({ sku: z.string().describe('Such as BT-42') }),
  run({ state, args }) {
    return { sku: args.sku, ...lookUp.product(state, args.sku) };
  },
});
