import { z } from 'zod';
import { jsonField } from '#schema';
import type { AgentDecision, ForeignCall } from '../agent.ts';

const tokens = z.int().min(0).nullable().default(null);

/** Members by which an agent reports, in our own protocols, what an answer took. What is left out is unknown. */
export const reportedShape = {
  /** The model that answered. */
  model: z.string().max(500).optional(),
  /** Tokens; `inputTokens` includes cached input. */
  usage: z
    .object({
      inputTokens: tokens,
      outputTokens: tokens,
      cachedInputTokens: tokens,
      cacheWriteTokens: tokens,
      reasoningTokens: tokens,
      totalTokens: tokens,
    })
    .optional(),
  costUsd: z.number().min(0).optional(),
};

/** A call that the agent made by itself, of a tool that is not ours. */
export const ownCallSchema = z.object({
  name: z.string().min(1).max(500),
  arguments: jsonField.default({}),
  result: z.string().nullable().default(null),
  isError: z.boolean().nullable().default(null),
});

/** What a decision takes over from a report. */
export function reportedPart(report: z.infer<z.ZodObject<typeof reportedShape>>): Partial<AgentDecision> {
  const { model, usage, costUsd } = report;
  return {
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(costUsd !== undefined && { costUsd }),
  };
}

/** An own call as the trajectory takes it. */
export function foreignCall(call: z.infer<typeof ownCallSchema>): ForeignCall {
  return { name: call.name, arguments: call.arguments, result: call.result, isError: call.isError };
}
