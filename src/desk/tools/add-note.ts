import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';
import { lookUp } from '../look-up.ts';

const MAX_NOTES = 50;

/** `add_note`: a line on an order for colleagues. */
export const addNote = deskTool({
  name: 'add_note',
  description: 'Adds a note to an order, for colleagues.',
  effect: 'write',
  input: z.object({ order_id: deskArgument.orderId, text: z.string().min(1).max(500) }),
  run({ state, args, effects, refuse }) {
    const { notes } = lookUp.order(state, args.order_id);
    if (notes.length >= MAX_NOTES) return refuse(`order ${args.order_id} has ${MAX_NOTES} notes; no more fit`);
    notes.push(`${state.today}: ${args.text}`);
    // By position: the same note twice is a blemish, not an effect executed twice.
    effects.record({ key: `note:${args.order_id}:${notes.length}` });
    return { order_id: args.order_id, notes: notes.length };
  },
});
