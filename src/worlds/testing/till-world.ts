import { z } from 'zod';
import { defineTool, defineWorld, type World } from '../index.ts';

const tillSchema = z.strictObject({
  accounts: z.record(z.string(), z.strictObject({ owner: z.string(), cents: z.int().min(0), open: z.boolean() })),
  notes: z.array(z.strictObject({ id: z.string(), text: z.string() })),
});

/** A till with two accounts: small enough to work out by hand. */
export type Till = z.infer<typeof tillSchema>;

const tool = defineTool<Till>();
const accountId = z.string().max(40).describe('account id, such as A-1');

const getAccount = tool({
  name: 'get_account',
  description: 'Looks up an account by its id.',
  effect: 'read',
  input: z.object({ account: accountId }),
  run: ({ state, args, refuse }) => state.accounts[args.account] ?? refuse(`no account ${args.account}`),
});

const payOut = tool({
  name: 'pay_out',
  description: 'Pays money out of an account.',
  effect: 'irreversible',
  idempotencyKey: 'key',
  input: z.object({ account: accountId, cents: z.int().min(1), key: z.string().optional() }),
  run({ state, args, effects, refuse, now }) {
    const account = state.accounts[args.account];
    if (account === undefined) return refuse(`no account ${args.account}`);
    account.cents -= args.cents;
    effects.record({ key: `pay:${args.account}` });
    if (account.cents < 0) return refuse(`account ${args.account} holds less than ${args.cents}`);
    return { left: account.cents, at: now.toISOString() };
  },
});

const setOwner = tool({
  name: 'set_owner',
  description: 'Changes who owns an account.',
  effect: 'idempotent-write',
  input: z.object({ account: accountId, owner: z.string().min(1) }),
  run({ state, args, effects, refuse }) {
    const account = state.accounts[args.account];
    if (account === undefined) return refuse(`no account ${args.account}`);
    account.owner = args.owner;
    effects.record({ key: `owner:${args.account}` });
  },
});

const addNote = tool({
  name: 'add_note',
  description: 'Writes a note.',
  effect: 'write',
  input: z.object({ text: z.string() }),
  run({ state, args, effects }) {
    const id = `N-${state.notes.length + 1}`;
    state.notes.push({ id, text: args.text });
    effects.record({ key: `note:${id}` });
    // A broken tool, for tests: it has changed the state when it throws
    if (args.text === 'boom') throw new RangeError('ink ran out');
    return { id };
  },
});

/** The till as a world. */
export const tillWorld: World = defineWorld({
  name: 'till',
  version: '1',
  policy: 'Pay out only what is there.',
  state: tillSchema,
  initial: (seed) => ({
    accounts: {
      'A-1': { owner: 'Ada', cents: 1000 + (seed % 2), open: true },
      'A-2': { owner: 'Bo', cents: 50, open: true },
    },
    notes: [],
  }),
  tools: [getAccount, payOut, setOwner, addNote],
  clock: { startsAt: '2026-03-10T09:00:00Z', stepSeconds: 60 },
});
