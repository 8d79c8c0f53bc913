import { z } from 'zod';
import { deskArgument, deskTool } from '../desk-tool.ts';

/** `transfer_to_human`: a person takes the conversation over, once. */
export const transferToHuman = deskTool({
  name: 'transfer_to_human',
  description: 'Hands the conversation over to a human colleague. Say why; then tell the customer.',
  effect: 'write',
  input: z.object({ reason: deskArgument.reason }),
  run({ state, args, effects, refuse }) {
    if (state.handover.requested) return refuse('the conversation has been handed over already');
    state.handover = { requested: true, reason: args.reason };
    effects.record({ key: 'handover' });
    return { handed_over: true };
  },
});
