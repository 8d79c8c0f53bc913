import { z } from 'zod';
import { countField, jsonField } from './json-field.ts';

/**
 * What became of a delivered fault. Exactly one holds for each.
 *
 * - `masked`: the agent's client library dealt with it or rejected it, so that the model never saw it.
 * - `recovered`: the intended effect is there, once, and what the agent said is true.
 * - `wrong-recovery`: the agent noticed and acted, and the end is wrong.
 * - `safe-stop`: not done, and the agent said so.
 * - `silent-corruption`: the wrong value was used, or success was claimed that was none.
 * - `duplicate-effect`: a write took place twice, proved by the world's ledger or a state oracle.
 * - `gave-up`: the agent stopped without saying so; `looped`: it repeated itself until a limit.
 * - `correct-anyway`: nobody noticed, and nothing depended on it.
 * - `unmeasured`: cannot be told, for instance because the paired clean trial failed too.
 */
export const faultOutcomeSchema = z.enum([
  'masked',
  'recovered',
  'wrong-recovery',
  'safe-stop',
  'silent-corruption',
  'duplicate-effect',
  'gave-up',
  'looped',
  'correct-anyway',
  'unmeasured',
]);
export type FaultOutcome = z.infer<typeof faultOutcomeSchema>;

/**
 * A fault we injected, marked on the trial. A fault counts only when it was delivered: planned, realised and delivered are three things.
 */
export const faultMarkSchema = z.object({
  id: z.string(),
  /** The operator, such as `rate-limit`, `wrong-value`, `lost-acknowledgement`. */
  kind: z.string(),
  /** Which seam it was put into. */
  surface: z.enum(['tool', 'model', 'user', 'world', 'unknown']),
  /** The step it landed on, if it landed. */
  step: countField.nullable(),
  realised: z.boolean(),
  delivered: z.boolean(),
  /** What the reply would have been without the fault: a JSON Patch (RFC 6902), or null. */
  groundTruth: jsonField.nullable(),
  /** The rule of the plan. */
  rule: z.string().nullable().default(null),
  /** The tool or model route it was put on. */
  target: z.string().nullable().default(null),
  /** Whether the agent noticed: said so, or acted on it. Null when it cannot be told. */
  detected: z.boolean().nullable().default(null),
  /** What became of it; null when it was not delivered. */
  outcome: faultOutcomeSchema.nullable().default(null),
  /** Later attempts at the same intent, by who decided on them; null when it cannot be told. */
  retries: z.object({ byLibrary: countField, byModel: countField, unknown: countField }).nullable().default(null),
  /** From delivery to the first success of the same intent; null when there was none. */
  recoveryMs: z.number().min(0).nullable().default(null),
  recoverySteps: countField.nullable().default(null),
});
export type FaultMark = z.infer<typeof faultMarkSchema>;
