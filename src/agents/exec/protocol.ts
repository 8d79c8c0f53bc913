import { z } from 'zod';
import type { Json } from '#base';
import { jsonField } from '#schema';
import type { ServerReach } from '../agent.ts';
import { ownCallSchema, reportedShape } from '../wire/reported.ts';

/**
 * What we write to the agent's standard input, one JSON object a line, UTF-8.
 *
 * `open` begins a conversation, `user` is a turn that wants a `reply`, `result` answers a `call`, `cancel` says that nobody waits for the turn any
 * more, `close` ends the conversation. After the last conversation standard input is closed and the process should exit.
 */
export type ToAgent =
  | {
      readonly type: 'open';
      readonly version: 1;
      readonly session: string;
      readonly trial: string;
      readonly seed: number;
      readonly instructions: string;
      readonly tools: readonly { readonly name: string; readonly description: string; readonly parameters: Json }[];
      /** The agent's own servers by name, where a seam stands in front of them in this trial. */
      readonly servers?: Readonly<Record<string, ServerReach>>;
    }
  | { readonly type: 'user'; readonly session: string; readonly turn: number; readonly text: string }
  | {
      readonly type: 'result';
      readonly session: string;
      readonly id: string;
      readonly text: string;
      readonly isError: boolean;
    }
  | { readonly type: 'cancel' | 'close'; readonly session: string };

const session = z.string().max(200);

/**
 * What the agent writes to its standard output, one JSON object a line. Standard error is its log.
 *
 * `call` asks for a tool, any number before the `reply`, several at once if it likes; `decision` tells about a decision that only called tools;
 * `own-call` about a tool of its own; `event` about anything else; `error` ends the turn: `rate-limited` and `unavailable` blame a provider,
 * `failed` the agent.
 */
export const fromAgentSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    session,
    id: z.string().min(1).max(500),
    name: z.string().max(500),
    arguments: jsonField.default({}),
  }),
  z.object({
    type: z.literal('reply'),
    session,
    /** The turn it answers; the one under way when left out. */
    turn: z.int().min(0).optional(),
    text: z.string(),
    ended: z.boolean().default(false),
    ...reportedShape,
  }),
  z.object({
    type: z.literal('decision'),
    session,
    text: z.string().nullable().default(null),
    toolCalls: z.int().min(0).max(1000),
    ...reportedShape,
  }),
  ownCallSchema.extend({ type: z.literal('own-call'), session }),
  z.object({ type: z.literal('event'), session, name: z.string().min(1).max(200), value: jsonField.default(null) }),
  z.object({
    type: z.literal('error'),
    session,
    code: z.enum(['rate-limited', 'unavailable', 'failed']),
    message: z.string().max(10_000).default(''),
    retryAfterMs: z.number().min(0).max(3_600_000).optional(),
  }),
]);
export type FromAgent = z.infer<typeof fromAgentSchema>;
