import { z } from 'zod';
import { confusionMarkSchema } from './confusion-mark.ts';
import { faultMarkSchema } from './fault-mark.ts';
import { gradeSchema } from './grade.ts';
import { blobRefSchema, countField, jsonField, timeField } from './json-field.ts';
import { lossSchema } from './loss.ts';
import { trajectoryFactsSchema } from './trajectory-facts.ts';
import { costSchema, usageSchema } from './usage.ts';
import { userReportSchema } from './user-report.ts';

/** Why a trial ended. */
export const stopReasonSchema = z.enum([
  'user-ended',
  'agent-ended',
  'limit',
  'agent-error',
  'user-error',
  'infrastructure-error',
  'cancelled',
  'unknown',
]);
export type StopReason = z.infer<typeof stopReasonSchema>;

/** A limit that a trial ran into. */
export const limitSchema = z.enum(['steps', 'turns', 'time', 'tokens', 'cost', 'tool-errors', 'context']);
export type Limit = z.infer<typeof limitSchema>;

/** One occurrence of something that no average can pay for. */
export const disqualifierSchema = z.object({
  id: z.string(),
  message: z.string(),
  step: countField.nullable(),
});
export type Disqualifier = z.infer<typeof disqualifierSchema>;

/**
 * One attempt of one scenario: a line of the run's journal. Everything that counting needs is here; words and calls are in the trajectory.
 */
export const trialSchema = z.object({
  scenarioId: z.string().min(1).max(2000),
  /** Which trial of the scenario, from 0. */
  index: countField,
  /** Which attempt at that trial, from 0. Only losses are retried; every attempt is kept. */
  attempt: countField,
  /** The source's own id of it. */
  sourceId: z.string().nullable(),
  seed: z.union([z.number(), z.string()]).nullable(),
  outcome: z.enum(['pass', 'fail', 'lost']),
  /** The score as the source gave it, before it was turned into an outcome. */
  score: z.number().nullable(),
  loss: lossSchema.nullable(),
  stop: z.object({
    reason: stopReasonSchema,
    code: z.string().nullable(),
    /** What was seen when the agent broke, in words; left out where nothing is told. */
    message: z.string().optional(),
  }),
  limitsHit: z.array(limitSchema),
  /** The source's own word for the failure, verbatim, such as `agent_timeout`. */
  failureCode: z.string().nullable(),
  grades: z.array(gradeSchema),
  disqualifiers: z.array(disqualifierSchema),
  /** Policy violations found; null when nobody looked. */
  policyViolations: countField.nullable(),
  faults: z.array(faultMarkSchema),
  /** Confusions that the simulated user put in. */
  confusions: z.array(confusionMarkSchema).default([]),
  /** The simulated user's own account; null when there was none. */
  userReport: userReportSchema.nullable().default(null),
  startedAt: timeField.nullable(),
  endedAt: timeField.nullable(),
  durationMs: z.number().min(0).nullable(),
  /** The agent's own usage. */
  usage: usageSchema,
  cost: costSchema,
  /** Models that really answered as the agent, where the source tells. */
  servedModels: z.array(z.string()),
  facts: trajectoryFactsSchema.nullable(),
  trajectory: blobRefSchema.nullable(),
  /** The record as the source wrote it. */
  raw: blobRefSchema.nullable(),
  /** Where it came from: which source file of the manifest, and where in it. */
  source: z.object({ file: countField, position: z.string() }).nullable(),
  /** Slices of this trial alone, on top of its scenario's. */
  slices: z.record(z.string(), z.string()).nullable(),
  /** What the source said of this trial that has no field of its own, by the source's names. */
  extra: z.record(z.string(), jsonField).nullable(),
});
export type Trial = z.infer<typeof trialSchema>;
