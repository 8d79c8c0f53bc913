import { z } from 'zod';
import { contentSchema } from './content.ts';
import { countField, jsonField, timeField } from './json-field.ts';
import { toolEffectSchema } from './tool-effect.ts';
import { usageSchema } from './usage.ts';

const base = {
  /** When the step began, in the source's own words; null when not recorded. */
  at: timeField.nullable(),
  durationMs: z.number().min(0).nullable(),
  /** Where it stands in the raw source, such as `traj[3]` or a span id. */
  source: z.string().nullable(),
  /** What the source said of this step that has no field of its own, by the source's names. */
  extra: z.record(z.string(), jsonField).nullable(),
};

/** Instructions to the agent: a system or developer message, the policy text. */
export const instructionStepSchema = z.object({ kind: z.literal('instruction'), ...base, content: contentSchema });

/** What the user said. */
export const userTurnSchema = z.object({
  kind: z.literal('user'),
  ...base,
  content: contentSchema,
  /** Usage and cost of a model-driven user for this turn. */
  usage: usageSchema.nullable(),
  costUsd: z.number().min(0).nullable(),
});

/**
 * One decision of the agent: one message of its model, with text, tool calls, or both. The calls it asked for follow as `tool` steps.
 */
export const agentTurnSchema = z.object({
  kind: z.literal('agent'),
  ...base,
  content: contentSchema.nullable(),
  /** Which agent, where several work together; null for the only one. */
  agent: z.string().nullable(),
  /** The model that really answered, where the source tells. */
  model: z.string().nullable(),
  /** How many tool calls this turn asked for. */
  toolCalls: countField,
  finishReason: z.string().nullable(),
  usage: usageSchema.nullable(),
  costUsd: z.number().min(0).nullable(),
});

/** A tool call with its result. */
export const toolCallSchema = z.object({
  kind: z.literal('tool'),
  ...base,
  callId: z.string().nullable(),
  name: z.string(),
  /** The arguments as JSON; the text itself where it was no JSON (`argumentsMalformed`). */
  arguments: jsonField.nullable(),
  argumentsMalformed: z.boolean(),
  /** Who called: some worlds let the user hold tools too. */
  caller: z.enum(['agent', 'user']),
  agent: z.string().nullable(),
  /** Null when no result was recorded, which is not an error. */
  result: contentSchema.nullable(),
  /** Whether the call failed; null when the source does not tell and no rule of its format decides. */
  isError: z.boolean().nullable(),
  /** What the tool does to the world, where known. */
  effect: toolEffectSchema.nullable(),
  /** Ids of the fault marks that landed on this call. */
  faults: z.array(z.string()),
});

/** Something that happened which is no turn and no call: a compaction, a hand-over, a limit, a state change, a span of another kind. */
export const eventStepSchema = z.object({
  kind: z.literal('event'),
  ...base,
  name: z.string(),
  value: jsonField.nullable(),
});

/** One step of a trajectory. */
export const stepSchema = z.discriminatedUnion('kind', [
  instructionStepSchema,
  userTurnSchema,
  agentTurnSchema,
  toolCallSchema,
  eventStepSchema,
]);
export type Step = z.infer<typeof stepSchema>;
export type UserTurn = z.infer<typeof userTurnSchema>;
export type AgentTurn = z.infer<typeof agentTurnSchema>;
export type ToolCall = z.infer<typeof toolCallSchema>;
