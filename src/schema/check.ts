import { z } from 'zod';
import { countField, jsonField } from './json-field.ts';

const words = z.string().min(1).max(4000);
/** A JSON Pointer (RFC 6901); in patterns a segment may be `*`, and a trailing `/**` covers everything below. */
const pointer = z
  .string()
  .regex(/^(\/[^/]*)*$/, 'expected a JSON Pointer such as /orders/O-1042/status')
  .max(1000);
const toolName = z.string().min(1).max(200);

const base = {
  /** Unique within the scenario; made from type and position when left out. */
  id: z.string().min(1).max(120).optional(),
  /** The dimension of quality it speaks of, such as `resolution`, `policy`, `communication`. */
  dimension: z.string().min(1).max(80).optional(),
  /** Whether the trial's outcome depends on it. */
  decisive: z.boolean().default(true),
  /** One failure of this check disqualifies the agent, whatever the averages. */
  disqualifier: z.boolean().default(false),
};

/** A value a place in the world must have at the end. Exactly one of the conditions. */
export const expectationSchema = z
  .strictObject({
    path: pointer,
    equals: jsonField.optional(),
    oneOf: z.array(jsonField).min(1).optional(),
    absent: z.literal(true).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(
    ({ path: _path, ...conditions }) => Object.values(conditions).filter((value) => value !== undefined).length === 1,
    'expected exactly one of equals, oneOf, absent, atLeast, atMost',
  );
export type Expectation = z.infer<typeof expectationSchema>;

/** Arguments of a call: every named member must be there and equal; members not named may be anything. */
export const callPatternSchema = z.strictObject({
  tool: toolName,
  arguments: z.record(z.string(), jsonField).optional(),
  /** Only calls that succeeded, only calls that failed, or both. */
  outcome: z.enum(['succeeded', 'failed', 'any']).default('any'),
});
export type CallPattern = z.infer<typeof callPatternSchema>;

/**
 * The world at the end. `exact`: nothing changed but what `expect` names. `partial`: what `expect` names holds; other places may have changed
 * unless `forbidChanges` covers them.
 */
export const finalStateCheckSchema = z.strictObject({
  ...base,
  check: z.literal('final-state'),
  mode: z.enum(['exact', 'partial']).default('partial'),
  expect: z.array(expectationSchema).default([]),
  /** In exact mode: places that may change besides those of `expect`, such as timestamps. */
  allowChanges: z.array(pointer).default([]),
  forbidChanges: z.array(pointer).default([]),
});

/** Which tools were called, how often, with what, in which order. */
export const toolCallsCheckSchema = z.strictObject({
  ...base,
  check: z.literal('tool-calls'),
  required: z
    .array(callPatternSchema.extend({ atLeast: countField.default(1), atMost: countField.optional() }))
    .default([]),
  forbidden: z.array(callPatternSchema).default([]),
  /** Tools whose first successful calls must come in this order, other calls in between. */
  order: z.array(toolName).default([]),
});

/** What the agent said: phrases in any case, or a pattern run with a bound on time. */
export const saysCheckSchema = z.strictObject({
  ...base,
  check: z.literal('says'),
  where: z.enum(['anywhere', 'last']).default('anywhere'),
  /** Each phrase must occur; an inner list asks for one of its phrases. */
  must: z.array(z.union([words, z.array(words).min(1)])).default([]),
  mustNot: z.array(words).default([]),
  matches: z.array(words).default([]),
  mustNotMatch: z.array(words).default([]),
  /** The text is JSON that fits this JSON Schema. */
  schema: z.record(z.string(), jsonField).optional(),
});

/** A rule over the trajectory: before `before` happens, all of `requires` must have happened. */
export const policyRuleCheckSchema = z.strictObject({
  ...base,
  check: z.literal('policy-rule'),
  /** The rule in words, quoted in the evidence. */
  rule: words,
  before: callPatternSchema,
  requires: z
    .array(
      z.union([
        z.strictObject({ call: callPatternSchema }),
        /** The user agreed: the last user turn before the call, and after the agent's last question, says yes. */
        z.strictObject({ userAgreed: z.literal(true) }),
        z.strictObject({ userSaid: z.array(words).min(1) }),
      ]),
    )
    .min(1),
});

/** At most so much of something. */
export const limitsCheckSchema = z.strictObject({
  ...base,
  check: z.literal('limits'),
  maxUserTurns: countField.optional(),
  maxToolCalls: countField.optional(),
  maxToolErrors: countField.optional(),
  maxIdenticalCalls: countField.optional(),
  maxDurationMs: z.number().min(0).optional(),
  maxTokens: countField.optional(),
  maxCostUsd: z.number().min(0).optional(),
});

/** The world's ledger shows no effect twice: repeated writes and irreversible effects with the same key. */
export const noDuplicateEffectsCheckSchema = z.strictObject({ ...base, check: z.literal('no-duplicate-effects') });

/** A judge model answers one question about the trajectory. */
export const rubricCheckSchema = z.strictObject({
  ...base,
  check: z.literal('rubric'),
  rubric: words,
  /** How often the judge is asked; the majority counts, and a tie is no finding. */
  repeats: z.int().min(1).max(15).default(1),
});

/** A judge model rates several dimensions, each from 0 to 1 and each a grade of its own. */
export const scorecardCheckSchema = z.strictObject({
  ...base,
  check: z.literal('scorecard'),
  dimensions: z
    .array(
      z.strictObject({ name: z.string().min(1).max(80), rubric: words, passAt: z.number().min(0).max(1).default(0.5) }),
    )
    .min(1)
    .max(12),
  repeats: z.int().min(1).max(15).default(1),
});

/** What must be true of a trial. */
export const checkSchema = z.discriminatedUnion('check', [
  finalStateCheckSchema,
  toolCallsCheckSchema,
  saysCheckSchema,
  policyRuleCheckSchema,
  limitsCheckSchema,
  noDuplicateEffectsCheckSchema,
  rubricCheckSchema,
  scorecardCheckSchema,
]);
export type Check = z.infer<typeof checkSchema>;
export type CheckType = Check['check'];
