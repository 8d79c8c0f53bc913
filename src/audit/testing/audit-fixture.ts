import { digestBytes } from '#base';
import {
  type PlannedScenario,
  type RunManifest,
  type ScenarioRow,
  type TrajectoryFacts,
  type Trial,
  unknownCost,
  unknownUsage,
} from '#schema';
import type { AuditInput } from '../audit-input.ts';

/** What a test says of a run; the rest is filled in with nothing known. */
export interface AuditFixture {
  /** Scenario id to its planned trials by index: P pass, F fail, L lost, M missing. */
  readonly scenarios: Readonly<Record<string, string>>;
  /** Changes each trial as the test needs it. */
  readonly edit?: (trial: Trial) => Trial;
  readonly editScenario?: (scenario: PlannedScenario) => PlannedScenario;
  /** Further attempts. */
  readonly extra?: readonly Trial[];
  readonly manifest?: Partial<RunManifest>;
  readonly suite?: Partial<RunManifest['suite']>;
  readonly floor?: number;
}

/** A run to audit, from letters. */
export function auditFixture(fixture: AuditFixture): AuditInput {
  const { scenarios, edit = (t) => t, editScenario = (s) => s, extra = [], manifest = {}, suite = {}, floor } = fixture;
  const ids = Object.keys(scenarios).sort();
  const planned = ids.map((id) =>
    editScenario({
      id,
      slices: {},
      digest: null,
      plannedTrials: scenarios[id]!.length,
      contentId: null,
      goal: null,
      plannedTurns: null,
      twin: null,
    }),
  );
  const trials = ids.flatMap((id) =>
    [...scenarios[id]!].flatMap((letter, index) => (letter === 'M' ? [] : [edit(trialFixture(id, index, letter))])),
  );
  return {
    record: {
      manifest: { ...emptyManifest, ...manifest, suite: { ...emptyManifest.suite, scenarios: planned, ...suite } },
      trials: [...trials, ...extra],
    },
    rows: ids.map((id) => rowFixture(id, scenarios[id]!)),
    ...(floor !== undefined && { floor }),
  };
}

function rowFixture(id: string, trials: string): ScenarioRow {
  const count = (letter: string): number => trials.split(letter).length - 1;
  return {
    id,
    slices: {},
    planned: trials.length,
    graded: count('P') + count('F'),
    passes: count('P'),
    lost: count('L'),
    missing: count('M'),
    trials,
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

/** Facts of a conversation of five agent turns, three successful calls and words of its own. */
export function factsFixture(words: string, known: Partial<TrajectoryFacts> = {}): TrajectoryFacts {
  return {
    version: 1,
    userTurns: 3,
    agentTurns: 5,
    toolCalls: 3,
    toolErrors: 0,
    toolCallsWithoutResult: 0,
    identicalCalls: 0,
    firstErrorTurn: null,
    errorsRepaired: 0,
    afterError: null,
    handedOver: false,
    lastStep: 'user',
    refusal: false,
    transcriptDigest: digestBytes(words),
    openingDigest: null,
    ...known,
  };
}

/**
 * Scenarios from how many of them passed how often: `[32, 0, 1, 3, 14]` of 4 trials is 32 scenarios with no pass, one with two, and so on.
 */
export function scenariosByPasses(counts: readonly number[], trials: number): Record<string, string> {
  const scenarios: Record<string, string> = {};
  for (const [passes, count] of counts.entries())
    for (let at = 0; at < count; at++)
      scenarios[`s-${passes}-${String(at).padStart(3, '0')}`] = 'P'.repeat(passes) + 'F'.repeat(trials - passes);
  return scenarios;
}

/** So many scenarios with the same letters. */
export function alike(count: number, letters: string, prefix = 's'): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${prefix}-${String(at).padStart(3, '0')}`, letters]),
  );
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
