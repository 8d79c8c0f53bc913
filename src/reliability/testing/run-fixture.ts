import { digestBytes } from '#base';
import {
  type ErrorReactions,
  type RunManifest,
  type RunRecord,
  type TrajectoryFacts,
  type Trial,
  unknownCost,
  unknownUsage,
} from '#schema';

/** What a test says of a run; the rest is filled in with nothing known. */
export interface RunFixture {
  /** Scenario id to its planned trials by index: P pass, F fail, L lost, M missing. */
  readonly scenarios: Readonly<Record<string, string>>;
  readonly slices?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly digests?: Readonly<Record<string, string>>;
  /** Changes each trial as the test needs it. */
  readonly edit?: (trial: Trial) => Trial;
  readonly manifest?: Partial<RunManifest>;
}

/** A run for tests, from letters. */
export function runFixture({
  scenarios,
  slices = {},
  digests = {},
  edit = (t) => t,
  manifest = {},
}: RunFixture): RunRecord {
  const ids = Object.keys(scenarios);
  return {
    manifest: {
      ...emptyManifest,
      suite: {
        ...emptyManifest.suite,
        digest: digestBytes(ids.join('\n')),
        scenarios: ids.map((id) => ({
          id,
          slices: Object.hasOwn(slices, id) ? { ...slices[id] } : {},
          digest: Object.hasOwn(digests, id) ? digestBytes(digests[id]!) : null,
          plannedTrials: scenarios[id]!.length,
          contentId: null,
          goal: null,
          plannedTurns: null,
          twin: null,
        })),
      },
      ...manifest,
    },
    trials: ids.flatMap((id) =>
      [...scenarios[id]!].flatMap((letter, index) => (letter === 'M' ? [] : [edit(trialFixture(id, index, letter))])),
    ),
  };
}

/** A trial of which only the outcome is known. */
export function trialFixture(scenarioId: string, index: number, letter: string): Trial {
  const lost = letter === 'L';
  return {
    scenarioId,
    index,
    attempt: 0,
    sourceId: null,
    seed: null,
    outcome: lost ? 'lost' : letter === 'P' ? 'pass' : 'fail',
    score: null,
    loss: lost ? { owner: 'infrastructure', code: 'infrastructure_error', message: null } : null,
    stop: { reason: 'unknown', code: null },
    limitsHit: [],
    failureCode: null,
    grades: [],
    disqualifiers: [],
    policyViolations: null,
    faults: [],
    confusions: [],
    userReport: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    usage: unknownUsage,
    cost: unknownCost,
    servedModels: [],
    facts: null,
    trajectory: null,
    raw: null,
    source: null,
    slices: null,
    extra: null,
  };
}

/** Facts of a trajectory about which nothing more is known than the test says. */
export function factsFixture(known: Partial<TrajectoryFacts>): TrajectoryFacts {
  return {
    version: 1,
    userTurns: null,
    agentTurns: null,
    toolCalls: null,
    toolErrors: null,
    toolCallsWithoutResult: null,
    identicalCalls: null,
    firstErrorTurn: null,
    errorsRepaired: null,
    afterError: null,
    handedOver: null,
    lastStep: null,
    refusal: null,
    transcriptDigest: null,
    openingDigest: null,
    ...known,
  };
}

/** No reaction to a failed call at all. */
export const noReaction: ErrorReactions = {
  repeatedIdentically: 0,
  changedArguments: 0,
  usedAnotherTool: 0,
  toldOrAskedUser: 0,
  handedOver: 0,
  gaveUp: 0,
};

/**
 * Scenarios from how many of them passed how often: `[15, 12, 9, 4, 10]` of 4 trials is 15 scenarios with no pass, 12 with one, and so on.
 */
export function scenariosByPasses(counts: readonly number[], trials: number): Record<string, string> {
  const scenarios: Record<string, string> = {};
  for (const [passes, count] of counts.entries())
    for (let at = 0; at < count; at++)
      scenarios[`s-${passes}-${String(at).padStart(3, '0')}`] = 'P'.repeat(passes) + 'F'.repeat(trials - passes);
  return scenarios;
}

const emptyManifest: RunManifest = {
  schemaVersion: 1,
  kind: 'seatrial.run',
  id: 'fixture-00000000',
  name: 'fixture',
  origin: 'imported',
  createdAt: '2026-09-14T10:22:00Z',
  recordedAt: null,
  suite: {
    name: 'fixture-suite',
    version: null,
    digest: digestBytes(''),
    visibility: 'unknown',
    planSource: 'manifest',
    scenarios: [],
  },
  agent: { name: null, version: null, model: null, promptDigest: null, toolsDigest: null, settings: null },
  user: { kind: 'unknown', name: null, model: null, promptDigest: null, settings: null },
  judge: null,
  harness: { name: null, version: null, commit: null, settings: null },
  dataset: { name: null, digest: null },
  limits: {
    maxSteps: null,
    maxTurns: null,
    maxToolErrors: null,
    timeoutMs: null,
    maxTokens: null,
    maxCostUsd: null,
  },
  seed: null,
  place: { os: null, arch: null, runtime: null, ci: null },
  sources: [],
  importer: null,
  claims: [],
  remarks: [],
};
