import { z } from 'zod';
import { defineTool, defineWorld } from '#worlds';

const state = z.strictObject({ total: z.int(), notes: z.array(z.string()) });
const tool = defineTool<z.infer<typeof state>>();

/** A world of one number, which agents may read, add to, and write notes beside. */
export const tallyWorld = defineWorld({
  name: 'tally',
  version: '1',
  policy: 'Add what the user asks for, once.',
  state,
  initial: { total: 0, notes: [] },
  tools: [
    tool({
      name: 'read_total',
      description: 'The total now.',
      effect: 'read',
      input: z.strictObject({}),
      run: ({ state: { total } }) => ({ total }),
    }),
    tool({
      name: 'add',
      description: 'Adds to the total.',
      effect: 'irreversible',
      input: z.strictObject({ amount: z.int() }),
      run: ({ state: now, args, effects }) => {
        effects.record({ key: `add:${args.amount}` });
        now.total += args.amount;
        return { total: now.total };
      },
    }),
  ],
});
