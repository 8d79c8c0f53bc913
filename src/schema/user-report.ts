import { z } from 'zod';
import { countField } from './json-field.ts';

/** A mistake of the simulated user, reported by itself or found by its check against the scenario's facts. */
export const userMistakeSchema = z.object({
  code: z.enum([
    /** A question of the agent that it could not map to a fact, an answer or a yes or no. */
    'unmapped-question',
    /** It said something that the goal and the facts do not support. */
    'unsupported-answer',
    /** It told what it was to tell only when asked. */
    'early-disclosure',
    /** It left before its goal was settled, or stayed after. */
    'wrong-stop',
    /** It spoke as the agent, or its answer could not be used. */
    'broken-role',
  ]),
  message: z.string(),
  /** The user turn, from 1. */
  turn: countField,
  /** Whether the trial tells nothing about the agent any more. */
  fatal: z.boolean(),
});
export type UserMistake = z.infer<typeof userMistakeSchema>;

/** What the simulated user says about itself: the instrument measures its own error. */
export const userReportSchema = z.object({ turns: countField, mistakes: z.array(userMistakeSchema) });
export type UserReport = z.infer<typeof userReportSchema>;
