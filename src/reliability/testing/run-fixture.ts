import { digestBytes } from '#base';
import type { ErrorReactions, RunManifest, RunRecord, TrajectoryFacts, Trial } from '#schema';
import { manifestFixture } from '../../schema/testing/manifest-fixture.ts';
import { plannedScenarioFixture } from '../../schema/testing/planned-scenario-fixture.ts';
import { trialFixture } from '../../schema/testing/trial-fixture.ts';

export { scenariosByPasses } from '../../schema/testing/scenarios-by-passes.ts';
export { trialFixture } from '../../schema/testing/trial-fixture.ts';

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
    manifest: manifestFixture({
      suite: {
        ...manifestFixture().suite,
        digest: digestBytes(ids.join('\n')),
        scenarios: ids.map((id) =>
          plannedScenarioFixture(id, scenarios[id]!.length, {
            slices: Object.hasOwn(slices, id) ? { ...slices[id] } : {},
            digest: Object.hasOwn(digests, id) ? digestBytes(digests[id]!) : null,
          }),
        ),
      },
      ...manifest,
    }),
    trials: ids.flatMap((id) =>
      [...scenarios[id]!].flatMap((letter, index) => (letter === 'M' ? [] : [edit(trialFixture(id, index, letter))])),
    ),
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
