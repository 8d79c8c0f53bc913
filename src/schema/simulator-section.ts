import { z } from 'zod';
import { countField } from './json-field.ts';
import { measureSchema } from './measure.ts';
import { userMistakeSchema } from './user-report.ts';

/** The simulated user measures its own error. Lost attempts count too: they are where its mistakes are. */
export const simulatorSectionSchema = z.object({
  /** What the manifest calls it. */
  kind: z.string(),
  turns: countField,
  mistakes: countField,
  /** Mistakes per user turn. */
  mistakeRate: measureSchema,
  /** Share of attempts lost to the simulated user. */
  lostRate: measureSchema,
  byCode: z.array(z.object({ code: userMistakeSchema.shape.code, count: countField, fatal: countField })),
});
export type SimulatorSection = z.infer<typeof simulatorSectionSchema>;
