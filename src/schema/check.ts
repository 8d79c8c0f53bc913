import { z } from 'zod';
import { countField, jsonField } from './json-field.ts';

const words = z.string().min(1).max(4000);
/**
 * A JSON Pointer (RFC 6901). In patterns (`allowChanges`, `forbidChanges`) a segment may be `*`; a pattern covers its place and everything
 * below, and with a trailing `/**` only what is below.
 */
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

/**
 * Arguments of a call: every named member must be there and equal; members not named may be anything, at every depth. Numbers are equal up to
 * rounding and to the same number written as text, texts apart from the white space around them.
 */
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
export const finalStateCheckSchema = z
  .strictObject({
    ...base,
    check: z.literal('final-state'),
    mode: z.enum(['exact', 'partial']).default('partial'),
    expect: z.array(expectationSchema).default([]),
    /** In exact mode: places that may change besides those of `expect`, such as timestamps. */
    allowChanges: z.array(pointer).default([]),
    forbidChanges: z.array(pointer).default([]),
  })
  .refine(
    ({ mode, expect, forbidChanges }) => mode === 'exact' || expect.length + forbidChanges.length > 0,
    'expected mode: exact, or something in expect or forbidChanges: this check holds whatever happens',
  );

/** Which tools the agent called, how often, with what, in which order. */
export const toolCallsCheckSchema = z
  .strictObject({
    ...base,
    check: z.literal('tool-calls'),
    required: z
      .array(callPatternSchema.extend({ atLeast: countField.default(1), atMost: countField.optional() }))
      .default([]),
    forbidden: z.array(callPatternSchema).default([]),
    /** Tools whose first successful calls must all be there, in this order, other calls in between. */
    order: z.array(toolName).default([]),
  })
  .refine(
    ({ required, forbidden, order }) => required.length + forbidden.length + order.length > 0,
    'expected something in required, forbidden or order: this check holds whatever happens',
  );

/**
 * What the agent said: phrases whatever their case, white space and quotation marks, patterns, or JSON. Patterns are regular expressions
 * without look-around and back-references, in any case, and run in linear time.
 */
export const saysCheckSchema = z
  .strictObject({
    ...base,
    check: z.literal('says'),
    /** In any one of its turns, or in the last in which it says something. */
    where: z.enum(['anywhere', 'last']).default('anywhere'),
    /** Each phrase must occur; an inner list asks for one of its phrases. */
    must: z.array(z.union([words, z.array(words).min(1)])).default([]),
    mustNot: z.array(words).default([]),
    matches: z.array(words).default([]),
    mustNotMatch: z.array(words).default([]),
    /** The text of one turn is JSON that fits this JSON Schema (draft 2020-12). */
    schema: z.record(z.string(), jsonField).optional(),
  })
  .refine(
    ({ must, mustNot, matches, mustNotMatch, schema }) =>
      schema !== undefined || must.length + mustNot.length + matches.length + mustNotMatch.length > 0,
    'expected one of must, mustNot, matches, mustNotMatch, schema: this check holds whatever happens',
  );

/** A rule over the trajectory: before each call that fits `before`, all of `requires` must have happened. */
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
        /** One of these phrases, in any user turn before the call. */
        z.strictObject({ userSaid: z.array(words).min(1) }),
      ]),
    )
    .min(1),
});

/** At most so much of something. */
export const limitsCheckSchema = z
  .strictObject({
    ...base,
    check: z.literal('limits'),
    maxUserTurns: countField.optional(),
    maxToolCalls: countField.optional(),
    maxToolErrors: countField.optional(),
    /** Calls that repeat an earlier one, same tool and same arguments. */
    maxIdenticalCalls: countField.optional(),
    maxDurationMs: z.number().min(0).optional(),
    /** The agent's input and output tokens together. */
    maxTokens: countField.optional(),
    /** The agent's own cost. */
    maxCostUsd: z.number().min(0).optional(),
  })
  .refine(
    (check) => Object.entries(check).some(([name, value]) => name.startsWith('max') && value !== undefined),
    'expected at least one limit, such as maxToolCalls: this check holds whatever happens',
  );

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
