import { z } from 'zod';

/**
 * Whose fault a loss is. Never the agent's. `plan` means that the trial was taken out of the plan (money budget, early stopping) before
 * it began and without a look at its outcome: it is counted apart and is in no denominator.
 */
export const lossOwnerSchema = z.enum(['infrastructure', 'user-simulator', 'judge', 'plan']);
export type LossOwner = z.infer<typeof lossOwnerSchema>;

/** Why a trial tells nothing about the agent. */
export const lossSchema = z.object({
  owner: lossOwnerSchema,
  /** The source's own code, verbatim, such as `infrastructure_error`. */
  code: z.string(),
  message: z.string().nullable(),
});
export type Loss = z.infer<typeof lossSchema>;
