import type { AgentIdentity } from '#agents';
import { digestJson, type Json } from '#base';
import type { PlayedScenario, RunManifest, Suite } from '#schema';
import type { UserSimulator } from '#users';
import type { World } from '#worlds';
import { effectiveLimits } from './effective-limits.ts';
import type { RunPlan } from './planned-trials.ts';
import type { Shard } from './shard.ts';

/** All that makes a live run what it is. */
export interface RunIdentity {
  readonly id: string;
  readonly name: string;
  /** When the run was begun, ISO 8601. */
  readonly createdAt: string;
  /** The whole suite, also where a shard plays a part of it: shards must agree in all but their scenarios. */
  readonly suite: Suite;
  readonly plan: RunPlan;
  readonly agent: AgentIdentity;
  readonly world: World | null;
  /** The simulators in use; a suite may have users of several kinds. */
  readonly users: readonly UserSimulator[];
  readonly judge: RunManifest['judge'];
  readonly maxAttempts: number;
  readonly shard: Shard | null;
  /** What ends the run before its plan, in words; shown with every report. */
  readonly remarks: RunManifest['remarks'];
  /** Version of seatrial. */
  readonly version: string;
  readonly place: RunManifest['place'];
}

/** The manifest of a live run. Written before the first trial; its plan is the denominator of every figure. */
export function liveManifest(run: RunIdentity): RunManifest {
  const { suite, plan, agent, world, users, shard } = run;
  return {
    schemaVersion: 1,
    kind: 'seatrial.run',
    id: run.id,
    name: run.name,
    origin: 'live',
    createdAt: run.createdAt,
    recordedAt: run.createdAt,
    suite: {
      name: suite.name,
      version: suite.version,
      digest: suite.digest,
      visibility: suite.visibility,
      planSource: 'harness',
      scenarios: plan.scenarios.map((scenario) => planned(scenario, plan.trials)),
    },
    agent: { ...agent, promptDigest: promptDigest(run), toolsDigest: toolsDigest(world) },
    user: userOf(users),
    judge: run.judge,
    harness: {
      name: 'seatrial',
      version: run.version,
      commit: null,
      settings: {
        order: plan.order,
        maxAttempts: run.maxAttempts,
        ...(shard !== null && { shard: { number: shard.number, of: shard.of } }),
      },
    },
    dataset: { name: world?.name ?? null, digest: world?.digest ?? null },
    limits: commonLimits(suite, plan),
    seed: plan.seed,
    place: run.place,
    sources: [],
    importer: null,
    claims: [],
    remarks: run.remarks,
  };
}

function planned(scenario: PlayedScenario, trials: number): RunManifest['suite']['scenarios'][number] {
  const { id, slices, digest, goalId, plannedTurns, twinId } = scenario;
  return { id, slices, digest, plannedTrials: trials, contentId: null, goal: goalId, plannedTurns, twin: twinId };
}

/** Digest over the instructions given to the agent; null when it gets none. */
function promptDigest({ suite, world }: RunIdentity): string | null {
  const texts = new Set(suite.scenarios.map(({ policyText }) => policyText ?? world?.policy ?? ''));
  return texts.size === 0 || (texts.size === 1 && texts.has('')) ? null : digestJson([...texts].sort());
}

function toolsDigest(world: World | null): string | null {
  if (world === null) return null;
  const { definitions } = world.open({ seed: 0 }).tools;
  return digestJson(definitions.map((tool) => ({ ...tool })));
}

/** A suite whose users are of several kinds is known by the kind that varies most. */
function userOf(users: readonly UserSimulator[]): RunManifest['user'] {
  const distinct = [...new Map(users.map((user) => [user.kind, user])).values()].sort((a, b) =>
    a.kind < b.kind ? -1 : 1,
  );
  const leading = distinct.find(({ kind }) => kind === 'model') ?? distinct.find(({ kind }) => kind === 'rules');
  const settings = distinct.map(({ kind, identity }) => ({ kind, name: identity.name, settings: identity.settings }));
  return {
    kind: (leading ?? distinct[0])?.kind ?? 'none',
    name: distinct.map(({ identity }) => identity.name).join(' + ') || null,
    model: distinct.find(({ identity }) => identity.model !== null)?.identity.model ?? null,
    promptDigest: null,
    settings: settings as Json,
  };
}

type ManifestLimits = RunManifest['limits'];

/** The limits that all scenarios share; a limit that differs between scenarios is left to the scenarios' digests. */
function commonLimits({ scenarios }: Suite, { limits }: RunPlan): ManifestLimits {
  const all = scenarios.map((scenario) => effectiveLimits(scenario.limits, limits));
  const common = <Key extends keyof ManifestLimits>(key: Key): number | null => {
    const values = new Set(all.map((one) => one[key]));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  return {
    maxSteps: common('maxSteps'),
    maxTurns: common('maxTurns'),
    maxToolErrors: common('maxToolErrors'),
    timeoutMs: common('timeoutMs'),
    maxTokens: common('maxTokens'),
    maxCostUsd: common('maxCostUsd'),
  };
}
