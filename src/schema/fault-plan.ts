import { z } from 'zod';
import { faultSchema } from './fault.ts';
import { refuseUnfireable } from './fault-reach.ts';
import { digestField, jsonField } from './json-field.ts';
import { toolEffectSchema } from './tool-effect.ts';

const name = z.string().min(1).max(200);
const ruleId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'expected a rule id: letters, digits, dots and dashes');
const pointer = z
  .string()
  .regex(/^(\/[^/]*)*$/, 'expected a JSON Pointer such as /orderId')
  .max(1000);

/** What a tool does to the world; `unknown` is treated as irreversible wherever something could go wrong. */
export const effectClassSchema = z.enum([...toolEffectSchema.options, 'unknown']);
export type EffectClass = z.infer<typeof effectClassSchema>;

/** Which calls a rule looks at. Left out means any. */
const faultTargetSchema = z.strictObject({
  /** `tool` is every way to a tool: in process, MCP, REST. */
  seam: z.enum(['tool', 'mcp', 'http', 'model']).default('tool'),
  server: name.optional(),
  /** A tool's name, `METHOD /path` of a REST API, or a model's route; `*` stands for any text. */
  tool: name.optional(),
  effect: z.array(effectClassSchema).min(1).optional(),
});

/** A condition on an argument. Exactly one of the tests. */
const argumentConditionSchema = z
  .strictObject({
    path: pointer,
    equals: jsonField.optional(),
    oneOf: z.array(jsonField).min(1).max(1000).optional(),
    contains: z.string().min(1).max(1000).optional(),
    present: z.boolean().optional(),
  })
  .refine(
    ({ path: _path, ...tests }) => Object.values(tests).filter((value) => value !== undefined).length === 1,
    'expected exactly one of equals, oneOf, contains, present',
  );
export type ArgumentCondition = z.infer<typeof argumentConditionSchema>;

/** One call, named by what it is and not by when it came. */
const callKeySchema = z.strictObject({
  server: name,
  tool: z.string().min(1).max(2000),
  /** Digest of the arguments without the plan's volatile places. */
  intent: digestField,
  /** From 1: the how-manieth call of this intent in the trial. */
  occurrence: z.int().min(1),
  /** Only in this trial; in every trial when left out. */
  trial: z.string().min(1).max(400).optional(),
});
export type CallKey = z.infer<typeof callKeySchema>;

/** On which of those calls the fault begins. All conditions must hold; none at all means every call. */
const faultTriggerSchema = z.strictObject({
  /** The first, third, … call this rule looks at, from 1. */
  nth: z.array(z.int().min(1).max(1_000_000)).min(1).max(1000).optional(),
  /** Every so-manieth of them. */
  every: z.int().min(1).max(1_000_000).optional(),
  /** With this probability, decided by a hash of the call's key: one more call elsewhere changes nothing. */
  prob: z.number().gt(0, 'expected a probability above 0: at 0 the rule can never fire').max(1).optional(),
  /** Only once this rule has begun a fault in the trial. */
  after: ruleId.optional(),
  args: z.array(argumentConditionSchema).min(1).max(50).optional(),
  /** Exactly these calls: an expanded plan. */
  at: z.array(callKeySchema).min(1).max(100_000).optional(),
});

/** One rule of a plan. */
export const faultRuleSchema = z.strictObject({
  id: ruleId,
  where: faultTargetSchema.prefault({}),
  when: faultTriggerSchema.default({}),
  fault: faultSchema,
  /**
   * How long it lasts once begun, in attempts at the same call (same tool and arguments). 1: a retry goes through. `never`: each retry meets it again.
   * Clients of model providers retry twice by themselves, so a fault that should reach the agent needs 4.
   */
  clears: z
    .union([z.strictObject({ afterAttempts: z.int().min(1).max(1000) }), z.literal('never')])
    .default({ afterAttempts: 1 }),
});
export type FaultRule = z.infer<typeof faultRuleSchema>;

/**
 * Which faults to inject where: a seed, a budget and rules in order. The first rule that fits a call wins. A rule that could never fire is
 * refused, because a fault test without faults passes.
 */
export const faultPlanSchema = z
  .strictObject({
    apiVersion: z.literal('seatrial/faults/v1'),
    name: z.string().min(1).max(120).optional(),
    description: z.string().max(4000).optional(),
    seed: z.int().min(0).default(1),
    /** Of one trial. Faults are counted when they begin; their repeats on retries cost nothing. */
    budget: z
      .strictObject({
        maxFaults: z.int().min(1).max(100_000).optional(),
        /** Calls that must lie between two faults. */
        minGapCalls: z.int().min(0).max(100_000).default(0),
      })
      .prefault({}),
    /** Arguments that differ between attempts at one intent, such as idempotency keys; left out of a call's key. */
    volatile: z.array(pointer).max(100).default([]),
    rules: z.array(faultRuleSchema).min(1, 'expected at least one rule').max(1000),
  })
  .superRefine((plan, context) => {
    for (const { path, message } of refuseUnfireable(plan.rules))
      context.addIssue({ code: 'custom', path: ['rules', ...path], message });
  });
export type FaultPlan = z.infer<typeof faultPlanSchema>;
export type FaultPlanInput = z.input<typeof faultPlanSchema>;
