import { z } from 'zod';
import { countField } from './json-field.ts';
import { measureSchema } from './measure.ts';
import { confusionOperatorSchema } from './user-spec.ts';

const figures = {
  injected: countField,
  /** Share after which the agent went by the user's last intent. */
  settled: measureSchema,
  /** Share of trials' final states that reflect the last intent, where a check tells. */
  finalState: measureSchema,
  /** User turns until settled; those never settled are censored at the end of the conversation. */
  medianTurns: measureSchema,
  /** Tool calls until settled, of those settled. */
  meanCalls: measureSchema,
};

/** Recovery from confusion: what became of the user's corrections, contradictions and changes of mind. */
export const confusionSectionSchema = z.object({
  ...figures,
  byOperator: z.array(z.object({ operator: confusionOperatorSchema, ...figures })),
});
export type ConfusionSection = z.infer<typeof confusionSectionSchema>;
