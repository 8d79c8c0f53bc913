import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';

/** `transfer_to_human`: a ticket for a person, who takes the conversation over. */
export const transferToHuman = deskTool({
  name: 'transfer_to_human',
  description: 'Hands the conversation over to a human colleague. Say why; then tell the customer.',
  effect: 'write',
  input: z.object({ reason: deskArgument.reason }),
  run({ state, args, effects, refuse }) {
    if (Object.keys(state.tickets).length > 0) return refuse('the conversation has been handed over already');
    state.tickets['T-1'] = { kind: 'handover', reason: args.reason };
    effects.record({ key: 'handover' });
    return { ticket_id: 'T-1' };
  },
});
