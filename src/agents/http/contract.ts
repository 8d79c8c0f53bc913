import { z } from 'zod';
import type { Json } from '#base';
import { jsonField } from '#schema';
import type { ServerReach } from '../agent.ts';
import { ownCallSchema, reportedShape } from '../wire/reported.ts';

/** A call of the turn under way with what came of it. */
export interface WebhookCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: Json;
  readonly result: string;
  readonly isError: boolean;
}

/** What is posted to a webhook: everything it takes to answer, so that an agent may keep state by `conversation` or keep none. */
export interface WebhookRequest {
  readonly version: 1;
  /** Different for every conversation ever held. */
  readonly conversation: string;
  /** The trial, such as `refund-late#3.0`: the same when a run is repeated. */
  readonly trial: string;
  /** From 0: the number of this turn of the user. */
  readonly turn: number;
  /** What the user says in this turn. */
  readonly text: string;
  /** What was said before this turn, oldest first. */
  readonly history: readonly { readonly role: 'user' | 'agent'; readonly text: string }[];
  /** The tool calls of this turn so far with their results; empty when the user has just spoken. */
  readonly calls: readonly WebhookCall[];
  readonly instructions: string;
  readonly seed: number;
  readonly tools: readonly { readonly name: string; readonly description: string; readonly parameters: Json }[];
  /** Streamable HTTP address of the same tools over MCP, once the agent has asked for it. */
  readonly mcp?: string;
  /** The agent's own servers by name, where a seam stands in front of them in this trial. */
  readonly servers?: Readonly<Record<string, ServerReach>>;
}

/** What a webhook answers: text that yields the turn, or calls of our tools, whose results are posted next. */
export const webhookAnswerSchema = z.object({
  ...reportedShape,
  text: z.string().nullable().optional(),
  toolCalls: z
    .array(
      z.object({ id: z.string().max(500).optional(), name: z.string().max(500), arguments: jsonField.default({}) }),
    )
    .max(128)
    .default([]),
  /** Calls that the agent made by itself, of tools that are not ours. */
  ownCalls: z.array(ownCallSchema).max(1000).default([]),
  /** Instead of an answer: the turn is posted again, with the MCP address of the trial's tools, which all later turns carry as well. */
  wants: z.literal('mcp').optional(),
  /** Whether the agent ends the conversation. */
  ended: z.boolean().default(false),
});
export type WebhookAnswer = z.infer<typeof webhookAnswerSchema>;
