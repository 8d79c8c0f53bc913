import { z } from 'zod';
import type { Json } from '#base';
import { checkSchema } from './check.ts';
import { jsonField } from './json-field.ts';
import { confusionSchema, personaSchema, userSpecSchema } from './user-spec.ts';

const scenarioId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,199}$/, 'expected a scenario id: lower-case letters, digits, dots and dashes');

/** Limits of one trial. Left out means unlimited, except turns and time, which have defaults. */
export const trialLimitsSchema = z.strictObject({
  /** Decisions of the agent. */
  maxSteps: z.int().min(1).optional(),
  maxTurns: z.int().min(1).max(500).optional(),
  maxToolErrors: z.int().min(1).optional(),
  timeoutMs: z.int().min(1).optional(),
  /** Of one answer of the agent. */
  replyTimeoutMs: z.int().min(1).optional(),
  maxTokens: z.int().min(1).optional(),
  maxCostUsd: z.number().gt(0).optional(),
});
export type TrialLimits = z.infer<typeof trialLimitsSchema>;

/** The world a scenario plays in. */
export const worldUseSchema = z.strictObject({
  /** Changes to the world's initial state as a JSON Merge Patch (RFC 7396). */
  state: jsonField.optional(),
  /** Seeds whatever the world makes up; the same for all trials unless left out. */
  seed: z.int().min(0).optional(),
});

/** Which faults to inject: the name of a plan in the suite's `faults`, or a file; null for none. */
const faultPlanName = z.string().min(1).max(400).nullable();

const shared = {
  slices: z.record(z.string().min(1).max(80), z.string().max(200)).default({}),
  /** Tools offered to the agent; all of the world's when left out. */
  tools: z.array(z.string().min(1).max(200)).optional(),
  /** Instructions to the agent. Text, or `file:` and a path beside the suite; the world's own policy when left out. */
  policy: z.string().max(200_000).optional(),
  limits: trialLimitsSchema.default({}),
  faults: faultPlanName.optional(),
};

/** One task for the agent, as its author writes it. */
export const scenarioSchema = z.strictObject({
  id: scenarioId,
  /** What the user wants, for people. */
  goal: z.string().min(1).max(2000),
  ...shared,
  user: userSpecSchema,
  world: worldUseSchema.default({}),
  checks: z.array(checkSchema).min(1),
  /** Where it comes from: `written`, an incident, a benchmark's task. */
  provenance: z.string().max(2000).optional(),
  /** Numbers of user turns at which the same goal is played besides its own length, such as [3, 8, 15, 25]. Wins over the matrix's `turns`. */
  turns: z.array(z.int().min(1).max(200)).max(10).optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** A file that a suite includes: further scenarios. */
export const suiteScenariosSchema = z.array(scenarioSchema);

/** Everything that is multiplied out: each scenario is played once for every combination. */
export const matrixSchema = z.strictObject({
  persona: z
    .array(z.union([z.string().min(1).max(80), personaSchema]))
    .min(1)
    .optional(),
  turns: z.array(z.int().min(1).max(200)).min(1).optional(),
  faults: z.array(faultPlanName).min(1).optional(),
  confusions: z
    .array(z.strictObject({ name: z.string().min(1).max(80), confusions: z.array(confusionSchema) }))
    .min(1)
    .optional(),
});

/** A versioned set of scenarios, as its author writes it in YAML or TypeScript. */
export const suiteSchema = z.strictObject({
  apiVersion: z.literal('seatrial/suite/v1'),
  name: z.string().min(1).max(120),
  version: z.string().min(1).max(80),
  description: z.string().max(4000).optional(),
  visibility: z.enum(['public', 'holdout']).default('public'),
  /** A bundled world's name, or the path of a TypeScript file beside the suite. Left out for agents that bring their own tools. */
  world: z.string().min(1).max(400).optional(),
  /**
   * Path of a seam configuration beside the suite, for agents with servers of their own: proxies that are started and stopped with each trial, under
   * the scenario's fault plan.
   */
  seam: z.string().min(1).max(400).optional(),
  /**
   * For agents that are processes: `process` starts one for each trial; `session` lets one process serve all trials, in a conversation each, which is
   * faster and lets one trial's crash or leftovers reach others.
   */
  isolation: z.enum(['process', 'session']).default('process'),
  /** Where scenarios say nothing. */
  defaults: z
    .strictObject({
      ...shared,
      checks: z.array(checkSchema).default([]),
      persona: z.union([z.string().min(1).max(80), personaSchema]).optional(),
    })
    .prefault({}),
  /** Personas of the suite's own, by name. */
  personas: z.array(personaSchema).default([]),
  /** Fault plans by name, or paths of plan files. */
  faults: z.record(z.string(), jsonField).default({}),
  matrix: matrixSchema.default({}),
  /** Files with further scenarios, each a list, beside the suite. */
  include: z.array(z.string().min(1).max(400)).max(200).default([]),
  scenarios: z.array(scenarioSchema).default([]),
});
export type SuiteDocument = z.infer<typeof suiteSchema>;
export type SuiteInput = z.input<typeof suiteSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;

/**
 * A scenario ready to be played: defaults filled in, files read, one cell of the matrix, one length. `policy`, `faults` and `turns` are used up:
 * `policyText`, `faultPlan` and `user.pace` hold what came of them. `slices` also names the cell: `persona`, `turns`, `faults`, `confusion`.
 */
export interface PlayedScenario extends Omit<Scenario, 'policy' | 'faults' | 'turns'> {
  /** The scenario it is a variant of; its own id where it is no variant. */
  readonly goalId: string;
  /** The played scenario that differs in nothing but that no fault is injected; null for none. Trials of the two share their seeds. */
  readonly twinId: string | null;
  /** The assigned number of user turns; null where the user comes to the point. */
  readonly plannedTurns: number | null;
  /** Over everything that a trial of it depends on, the world excepted. */
  readonly digest: string;
  /** The instructions as text, files read. */
  readonly policyText: string | null;
  /** The fault plan as its author wrote it; parsed by the seam. Null for none. */
  readonly faultPlan: Json | null;
}

/** A suite ready to be run. */
export interface Suite {
  readonly name: string;
  readonly version: string;
  readonly visibility: 'public' | 'holdout';
  /** Over the played scenarios and, once it is known, the world they are played in. */
  readonly digest: string;
  /** As the author named it; resolved by the composition root. */
  readonly world: string | null;
  /** As the author named it; resolved by the composition root. */
  readonly seam: string | null;
  readonly isolation: 'process' | 'session';
  readonly scenarios: readonly PlayedScenario[];
}
