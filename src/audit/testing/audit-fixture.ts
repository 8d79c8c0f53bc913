import { digestBytes } from '#base';
import type { PlannedScenario, RunManifest, TrajectoryFacts, Trial } from '#schema';
import { manifestFixture } from '../../schema/testing/manifest-fixture.ts';
import { plannedScenarioFixture } from '../../schema/testing/planned-scenario-fixture.ts';
import { scenarioRowFixture } from '../../schema/testing/scenario-row-fixture.ts';
import { trialFixture } from '../../schema/testing/trial-fixture.ts';
import type { AuditInput } from '../audit-input.ts';

export { scenariosByPasses } from '../../schema/testing/scenarios-by-passes.ts';
export { trialFixture } from '../../schema/testing/trial-fixture.ts';

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
  const planned = ids.map((id) => editScenario(plannedScenarioFixture(id, scenarios[id]!.length)));
  const unplanned = manifestFixture(manifest);
  const trials = ids.flatMap((id) =>
    [...scenarios[id]!].flatMap((letter, index) => (letter === 'M' ? [] : [edit(trialFixture(id, index, letter))])),
  );
  return {
    record: {
      manifest: { ...unplanned, suite: { ...unplanned.suite, scenarios: planned, ...suite } },
      trials: [...trials, ...extra],
    },
    rows: ids.map((id) => scenarioRowFixture(id, scenarios[id]!)),
    ...(floor !== undefined && { floor }),
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

/** So many scenarios with the same letters. */
export function alike(count: number, letters: string, prefix = 's'): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${prefix}-${String(at).padStart(3, '0')}`, letters]),
  );
}
