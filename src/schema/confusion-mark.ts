import { z } from 'zod';
import { countField } from './json-field.ts';
import { confusionOperatorSchema } from './user-spec.ts';

/** A confusion that the simulated user put into a trial, and what became of it. The ground truth is the user's last intent. */
export const confusionMarkSchema = z.object({
  id: z.string(),
  operator: confusionOperatorSchema,
  /** The user turn (from 1) in which it was said. */
  turn: countField,
  /** The step it landed on. */
  step: countField.nullable(),
  /** Whether the agent's later words or calls went by the last intent before the conversation ended. */
  settled: z.boolean(),
  /** User turns from the confusion until it was settled; null when it never was. */
  turnsToSettle: countField.nullable(),
  /** Tool calls in the same stretch. */
  callsToSettle: countField.nullable(),
  /** Whether the final state reflects the last intent: the decisive final-state checks of the trial. Null without such a check. */
  finalState: z.boolean().nullable(),
});
export type ConfusionMark = z.infer<typeof confusionMarkSchema>;
