/** A small world to replace by one's own: a state, a tool that reads it and a tool that changes it. */
export const ownWorldText = `// The world behind your agent's tools, made anew for every trial. Replace state and tools by your own.
import { defineTool, defineWorld } from 'seatrial/world';
import { z } from 'zod';

const stateSchema = z.strictObject({
  bookings: z.record(z.string(), z.strictObject({ guest: z.string(), nights: z.int(), status: z.enum(['open', 'cancelled']) })),
});
type State = z.infer<typeof stateSchema>;

const getBooking = defineTool<State>()({
  name: 'get_booking',
  description: 'Looks a booking up.',
  effect: 'read',
  input: z.object({ booking_id: z.string().describe('Such as B-7') }),
  run({ state, args, refuse }) {
    return state.bookings[args.booking_id] ?? refuse(\`there is no booking \${args.booking_id}\`);
  },
});

const cancelBooking = defineTool<State>()({
  name: 'cancel_booking',
  description: 'Cancels a booking. It cannot be taken back.',
  effect: 'irreversible',
  input: z.object({ booking_id: z.string().describe('Such as B-7') }),
  run({ state, args, effects, refuse }) {
    const booking = state.bookings[args.booking_id];
    if (booking === undefined) return refuse(\`there is no booking \${args.booking_id}\`);
    if (booking.status === 'cancelled') return refuse('it is cancelled already');
    booking.status = 'cancelled';
    // What must not happen twice is written down: the check no-duplicate-effects reads it.
    effects.record({ key: \`cancel:\${args.booking_id}\` });
    return { booking_id: args.booking_id, status: booking.status };
  },
});

export default defineWorld({
  name: 'bookings',
  version: '1',
  policy: 'Cancel a booking only when the guest has confirmed it. Stays of more than 7 nights are cancelled by a colleague.',
  state: stateSchema,
  initial: {
    bookings: {
      'B-7': { guest: 'Ada Moss', nights: 2, status: 'open' },
      'B-8': { guest: 'Ben Hale', nights: 14, status: 'open' },
    },
  },
  tools: [getBooking, cancelBooking],
});
`;
