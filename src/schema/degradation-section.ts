import { z } from 'zod';
import { countField } from './json-field.ts';
import { measureSchema } from './measure.ts';

/**
 * Success over assigned lengths of conversation, by the same goals at every length. The lengths were assigned, not come about,
 * so a fall is caused by length (or by what fills it), which the turns section cannot say.
 */
export const degradationSectionSchema = z.object({
  /** Shortest first. */
  lengths: z.array(z.object({ turns: countField, success: measureSchema })),
  /** Change of success per further turn, the mean of the goals' own slopes. */
  slope: measureSchema,
  slopeP: z.number().nullable(),
  /** Success at the longest over success at the shortest length, paired by goal. */
  retention: measureSchema,
  /** Goals with graded trials at every length. */
  goals: countField,
  /** Goals left out because a length has no graded trial. */
  goalsLeftOut: countField,
});
export type DegradationSection = z.infer<typeof degradationSectionSchema>;
