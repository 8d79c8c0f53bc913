import { z } from 'zod';
import { countField, digestField, jsonField, timeField } from './json-field.ts';

const text = z.string().nullable();

/** One scenario as the run's manifest knows it. */
export const plannedScenarioSchema = z.object({
  id: z.string().min(1).max(2000),
  /** Slice name to value, such as `service` to `notion`. */
  slices: z.record(z.string(), z.string()),
  /** Digest of the scenario's content, where the source holds it. */
  digest: digestField.nullable(),
  /** How many trials were to be made. */
  plannedTrials: countField,
  /** Id found inside the scenario's own content, where it differs in origin from `id`; audits compare the two. */
  contentId: text,
  /** The goal it plays; variants of one goal share it. Null where the source knows no variants. */
  goal: text.default(null),
  /** The number of user turns assigned to it; null where turns just came about. */
  plannedTurns: countField.nullable().default(null),
  /** The scenario that differs from it in nothing but that no fault is injected; null where there is none. Its trials share their seeds. */
  twin: text.default(null),
});
export type PlannedScenario = z.infer<typeof plannedScenarioSchema>;

/** Which scenarios and how many trials a run was to have. The denominators come from here. */
export const suiteManifestSchema = z.object({
  name: z.string(),
  version: text,
  /** Digest over scenario ids, slices and content digests. */
  digest: digestField,
  visibility: z.enum(['public', 'holdout', 'unknown']),
  /**
   * How the plan is known: `manifest` was given by the user, `harness` was recorded by the harness,
   * `source` was read from the other rows of the same file, `rows` was inferred from the run's own rows (missing scenarios cannot be seen).
   */
  planSource: z.enum(['manifest', 'harness', 'source', 'rows']),
  scenarios: z.array(plannedScenarioSchema),
});
export type SuiteManifest = z.infer<typeof suiteManifestSchema>;

/** Something the reader of a run should know about how it was made. */
export const remarkSchema = z.object({ code: z.string(), message: z.string(), count: countField.nullable() });
export type Remark = z.infer<typeof remarkSchema>;

/** All that identifies a run besides its trials: what was run, with which versions, when and where. Unknown things are null. */
export const runManifestSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('seatrial.run'),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{2,100}$/, 'expected a run id: lower-case letters, digits, dots and dashes'),
  name: z.string(),
  origin: z.enum(['live', 'imported']),
  /** When seatrial wrote the run. */
  createdAt: timeField,
  /** When the trials were made, as far as the source tells. */
  recordedAt: timeField.nullable(),
  suite: suiteManifestSchema,
  agent: z.object({
    name: text,
    version: text,
    /** The model asked for. Which models answered is on each trial. */
    model: text,
    promptDigest: digestField.nullable(),
    toolsDigest: digestField.nullable(),
    settings: jsonField.nullable(),
  }),
  user: z.object({
    kind: z.enum(['model', 'rules', 'scripted', 'human', 'none', 'unknown']),
    name: text,
    model: text,
    promptDigest: digestField.nullable(),
    settings: jsonField.nullable(),
  }),
  judge: z.object({ model: text, digest: digestField.nullable() }).nullable(),
  harness: z.object({ name: text, version: text, commit: text, settings: jsonField.nullable() }),
  dataset: z.object({ name: text, digest: digestField.nullable() }),
  limits: z.object({
    maxSteps: countField.nullable(),
    maxTurns: countField.nullable(),
    maxToolErrors: countField.nullable(),
    timeoutMs: z.number().min(0).nullable(),
    maxTokens: countField.nullable(),
    maxCostUsd: z.number().min(0).nullable(),
  }),
  seed: z.union([z.number(), z.string()]).nullable(),
  /** The machine, in words that name nobody. */
  place: z.object({ os: text, arch: text, runtime: text, ci: text }),
  /** The files it was imported from: base name only. */
  sources: z.array(z.object({ name: z.string(), digest: digestField, bytes: countField })),
  importer: z.object({ format: z.string(), version: z.int().min(1), options: jsonField }).nullable(),
  /** Figures that the source states about itself, such as a success rate, for audits to check against the rows. */
  claims: z.array(z.object({ name: z.string(), value: z.number(), source: z.string() })),
  remarks: z.array(remarkSchema),
});
export type RunManifest = z.infer<typeof runManifestSchema>;

/** A run as judgement sees it: the manifest and every attempt, in the order of the journal. */
export interface RunRecord {
  readonly manifest: RunManifest;
  readonly trials: readonly import('./trial.ts').Trial[];
}
