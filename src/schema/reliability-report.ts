import { z } from 'zod';
import { confusionSectionSchema } from './confusion-section.ts';
import { degradationSectionSchema } from './degradation-section.ts';
import { faultSectionSchema } from './fault-section.ts';
import { countField } from './json-field.ts';
import { lossOwnerSchema } from './loss.ts';
import { type EstimateDocument, estimateSchema, intervalSchema, measureSchema } from './measure.ts';
import { runSummarySchema } from './run-summary.ts';
import { simulatorSectionSchema } from './simulator-section.ts';

/** An estimate for one k. */
export type EstimateAtK = EstimateDocument & { k: number };
const perK: z.ZodType<EstimateAtK> = estimateSchema.extend({ k: z.int().min(1) });

/** One letter per planned trial: P pass, F fail, L lost, M missing. */
export const trialLetterSchema = z.enum(['P', 'F', 'L', 'M']);

/** One scenario's trials. */
export const scenarioRowSchema = z.object({
  id: z.string(),
  slices: z.record(z.string(), z.string()),
  planned: countField,
  graded: countField,
  passes: countField,
  lost: countField,
  missing: countField,
  /** By trial index, as letters: P pass, F fail, L lost, M missing. */
  trials: z.string(),
  /** Why its first failed trial failed, else why its first lost one was lost; null where all passed, and where the record does not say. */
  why: z.string().nullable().default(null),
});
export type ScenarioRow = z.infer<typeof scenarioRowSchema>;

/** pass^k and its kin over one set of scenarios. */
export const consistencySchema = z.object({
  /**
   * Chance that k planned trials of a scenario all pass, from k = 1 to the fewest planned trials of a scenario: a lost or missing trial was
   * not delivered and counts as a failure. The figure that harnesses publish.
   */
  passHatK: z.array(perK),
  /** Chance that at least one of k planned trials passes; lost and missing count as failures. */
  passAtK: z.array(perK),
  /** pass^k with lost and missing trials left out, up to the fewest graded trials of a scenario that has any. */
  passHatKGraded: z.array(perK),
  /** pass@k with lost and missing trials left out, up to the same k. */
  passAtKGraded: z.array(perK),
  /** pass^1 - pass^k at the largest k of `passHatK`, per scenario, of planned trials. */
  reliabilityTax: measureSchema,
  /** pass^k / pass^1 at the largest k of `passHatK`, of planned trials. */
  retention: measureSchema,
  /** Beta-Binomial projection of `passHatKGraded` beyond the trials made; lost and missing trials are left out. Never a gate. */
  projected: z.array(perK),
  /** Scenarios by their graded trials: all passed, some, none. These, `flips`, `variance`, `singleRunGap` and `byTrialIndex` leave lost and missing trials out. */
  always: countField,
  sometimes: countField,
  never: countField,
  /** Share of scenarios with both passes and failures. */
  flips: measureSchema,
  variance: z
    .object({
      between: z.number(),
      within: z.number(),
      /** Intraclass correlation, the share of the variance that lies between scenarios. */
      icc: z.number(),
      /** The same of the scenarios with at least two graded trials, with its interval. */
      intraclass: measureSchema.default({
        absent: 'not-recorded',
        reason: 'the report was written before it had this',
      }),
      /** Share of the variance of this run's mean that more trials of the same scenarios cannot remove. */
      shareFromScenarios: z.number(),
      scenarios: countField,
      trials: countField,
    })
    .nullable(),
  /** The gap that two single runs of this same agent show by noise alone. */
  singleRunGap: z
    .object({
      gap: z.number(),
      /** How often two runs stay within the gap, and the coverage of the interval around it. */
      level: z.number(),
      interval: intervalSchema,
      scenarios: countField,
      trials: countField,
    })
    .nullable(),
  byTrialIndex: z.array(z.object({ index: countField, success: measureSchema })),
});
export type Consistency = z.infer<typeof consistencySchema>;

const reaction = z.object({
  reaction: z.enum([
    'repeated-identically',
    'changed-arguments',
    'used-another-tool',
    'told-or-asked-user',
    'handed-over',
    'gave-up',
  ]),
  count: countField,
  share: measureSchema,
  /** Success of the trials in which the agent reacted so. */
  success: measureSchema,
});

/** A point of the survival curve. */
export const survivalPointSchema = z.object({
  step: z.number(),
  survival: z.number(),
  low: z.number(),
  high: z.number(),
  atRisk: countField,
  events: countField,
  censored: countField,
});

export const stepsSectionSchema = z.object({
  /** Agent turns of a trial. */
  length: z.object({ mean: measureSchema, median: measureSchema, p90: measureSchema, max: z.number().nullable() }),
  toolCalls: z.object({ mean: measureSchema, median: measureSchema }),
  toolErrorRate: measureSchema,
  trialsWithError: measureSchema,
  /** What the agent did after a failed call. */
  afterError: z.array(reaction),
  /** Success of trials with at least one tool error. */
  recovery: measureSchema,
  successWithoutError: measureSchema,
  /** Odds of success with an error over those without, stratified by scenario (Mantel-Haenszel). */
  errorOddsRatio: measureSchema,
  trialsRepeatingACall: measureSchema,
  /** The constant chance per agent turn that would give this run's outcomes. */
  perStepSuccess: measureSchema,
  survival: z.object({
    /** What counts as the step, in words. */
    unit: z.string(),
    points: z.array(survivalPointSchema),
    level: z.number(),
    method: z.string(),
    trials: countField,
    failures: countField,
    censored: countField,
    /** Failures whose step is not known and were put at the last one. */
    unattributed: countField,
    median: measureSchema,
    longest: z.number().nullable(),
  }),
  /** Success of longer jobs if the hazard stayed as it is. Each says which model it assumes. */
  projections: z.array(
    z.object({ steps: z.number(), survival: measureSchema, model: z.string(), assumption: z.string() }),
  ),
});

export const turnsSectionSchema = z.object({
  /** Success of trials by number of user turns, in bands that end at 3, 8, 15 and 25 turns and beyond. */
  bands: z.array(
    z.object({
      label: z.string(),
      from: countField,
      to: countField.nullable(),
      success: measureSchema,
    }),
  ),
  /** Change of success per further user turn, from trials of the same scenario; with its p-value. */
  trend: measureSchema,
  trendP: z.number().nullable(),
  /** Why the trend is no proof of cause. */
  caution: z.string(),
});

const quantity = z.object({
  unit: z.string(),
  known: countField,
  unknown: countField,
  mean: measureSchema,
  median: measureSchema,
  p95: measureSchema,
  /** Sum over all trials divided by the number of successes. */
  perSuccess: measureSchema,
});

/** What the agent's work takes. Unknown is never zero: each quantity says for how many trials it is known. */
export const economicsSectionSchema = z.object({
  durationMs: quantity,
  inputTokens: quantity,
  outputTokens: quantity,
  /** Input and output together. */
  tokens: quantity,
  costUsd: quantity,
  toolCalls: quantity,
  agentTurns: quantity,
  userTurns: quantity,
  humanIntervention: measureSchema,
  /** Known sums in dollars by payer; null where nothing is known. */
  spentUsd: z.object({
    agent: z.number().nullable(),
    user: z.number().nullable(),
    judge: z.number().nullable(),
    other: z.number().nullable(),
  }),
});

/** What went wrong, in one class per failed trial. `broken`: the agent crashed or said what is no answer, which is no wrong answer. */
export const failureClassSchema = z.enum([
  'tool-error',
  'wrong-result',
  'policy',
  'limit',
  'broken',
  'gave-up',
  'refused',
  'other',
]);
export type FailureClass = z.infer<typeof failureClassSchema>;

export const failuresSectionSchema = z.object({
  failed: countField,
  byClass: z.array(
    z.object({
      class: failureClassSchema,
      count: countField,
      /** Share of the failed trials. */
      share: measureSchema,
      /** The sources' own codes in this class, with counts. */
      codes: z.array(z.object({ code: z.string(), count: countField })),
      /** Some of the trials, worst scenarios first. */
      examples: z.array(z.object({ scenarioId: z.string(), index: countField })),
    }),
  ),
  /** Silent: the trial ended as if all were well. Loud: an error, a limit, a refusal or a hand-over told that it was not. */
  silent: countField,
  loud: countField,
  visibilityUnknown: countField,
  silentShare: measureSchema,
  disqualifiers: z.array(
    z.object({
      id: z.string(),
      scenarioId: z.string(),
      index: countField,
      step: countField.nullable(),
      message: z.string(),
    }),
  ),
  policyViolations: measureSchema,
});

export const lossesSectionSchema = z.object({
  lost: countField,
  missing: countField,
  /** Lost trials per planned trial. */
  rate: measureSchema,
  missingRate: measureSchema,
  /** Taken out of the plan before they began (budget, early stopping): in no denominator, not lost, not missing. */
  dropped: z
    .object({ count: countField, codes: z.array(z.object({ code: z.string(), count: countField })) })
    .default({ count: 0, codes: [] }),
  byOwner: z.array(
    z.object({
      owner: lossOwnerSchema,
      count: countField,
      /** The sources' own codes, with counts, and the message of the first trial with that code. */
      codes: z.array(z.object({ code: z.string(), count: countField, message: z.string().nullable().default(null) })),
    }),
  ),
});

/** Success under the three readings of lost and missing trials. */
export const successSchema = z.object({
  /** Of the graded trials: lost and missing left out. */
  graded: measureSchema,
  /** Of the planned trials: lost and missing count as failures. */
  planned: measureSchema,
  /** Of the planned trials: lost and missing count as passes. Together with `planned` it bounds what could have been. */
  bestCase: measureSchema,
});

/** The figures of a set of scenarios: the whole run, or one slice. */
const figures = {
  success: successSchema,
  consistency: consistencySchema,
  dimensions: z.array(
    z.object({ dimension: z.string(), decisive: z.boolean(), success: measureSchema, notScored: countField }),
  ),
};

export const sliceSectionSchema = z.object({
  name: z.string(),
  value: z.string(),
  scenarios: countField,
  trials: z.object({
    planned: countField,
    graded: countField,
    passed: countField,
    lost: countField,
    missing: countField,
  }),
  ...figures,
  steps: stepsSectionSchema,
  turns: turnsSectionSchema,
  economics: economicsSectionSchema,
  failures: failuresSectionSchema,
});
export type SliceSection = z.infer<typeof sliceSectionSchema>;

/** How reliable the agent of a run is: every figure with its interval and counts. */
export const reliabilityReportSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('seatrial.reliability-report'),
  run: runSummarySchema,
  /** Level of every interval in the document. */
  level: z.number(),
  scenarios: z.object({
    planned: countField,
    /** With at least one graded trial. */
    graded: countField,
    rows: z.array(scenarioRowSchema),
  }),
  trials: z.object({
    planned: countField,
    graded: countField,
    passed: countField,
    failed: countField,
    lost: countField,
    missing: countField,
    /** Attempts beyond the one that counts, kept as evidence. */
    extraAttempts: countField,
  }),
  losses: lossesSectionSchema,
  ...figures,
  /** Null where no lengths of conversation were assigned. */
  degradation: degradationSectionSchema.nullable().default(null),
  /** Null where the simulated user put in no confusion. */
  confusion: confusionSectionSchema.nullable().default(null),
  /** Null where no simulated user accounted for itself. */
  simulator: simulatorSectionSchema.nullable().default(null),
  /** Null where no fault was planned. */
  faults: faultSectionSchema.nullable().default(null),
  slices: z.array(sliceSectionSchema),
  steps: stepsSectionSchema,
  turns: turnsSectionSchema,
  economics: economicsSectionSchema,
  failures: failuresSectionSchema,
});
export type ReliabilityReport = z.infer<typeof reliabilityReportSchema>;
export type StepsSection = z.infer<typeof stepsSectionSchema>;
export type TurnsSection = z.infer<typeof turnsSectionSchema>;
export type EconomicsSection = z.infer<typeof economicsSectionSchema>;
export type Quantity = z.infer<typeof quantity>;
export type FailuresSection = z.infer<typeof failuresSectionSchema>;
export type LossesSection = z.infer<typeof lossesSectionSchema>;
export type Success = z.infer<typeof successSchema>;
