import { z } from 'zod';
import { jsonField } from '#schema';

const text = z.string().nullish();

const contentSchema = z.looseObject({ type: z.string(), text: z.string().optional() });

const toolContentSchema = z.array(z.looseObject({ type: z.string(), content: contentSchema.optional() })).nullish();

const callShape = {
  toolCallId: z.string(),
  title: text,
  name: text,
  status: text,
  content: toolContentSchema,
  rawInput: jsonField.optional(),
  rawOutput: jsonField.optional(),
};

/**
 * The part of a `session/update` that is looked at. Read loosely, because agents are ahead of and behind the protocol: kinds that are not known are
 * kept as they came, and members that are not known are passed over.
 */
export const sessionUpdateSchema = z.looseObject({
  sessionUpdate: z.string(),
});

/** A piece of a message or of a thought. */
export const chunkSchema = z.looseObject({ content: contentSchema, messageId: text });

/** A tool call of the agent's, begun or changed. */
export const toolUpdateSchema = z.looseObject(callShape);
export type ToolUpdate = z.infer<typeof toolUpdateSchema>;

/** What the session has used so far: tokens in the context, and money since its beginning. */
export const usageUpdateSchema = z.looseObject({
  used: z.number().optional(),
  size: z.number().optional(),
  cost: z.looseObject({ amount: z.number().min(0), currency: z.string() }).nullish(),
});

/** The end of a turn. */
export const promptResponseSchema = z.looseObject({
  stopReason: z.enum(['end_turn', 'max_tokens', 'max_turn_requests', 'refusal', 'cancelled']),
  usage: jsonField.optional(),
});
export type PromptEnd = z.infer<typeof promptResponseSchema>;
