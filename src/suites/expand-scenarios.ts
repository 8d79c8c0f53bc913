import type { PlayedScenario } from '#schema';
import type { Variation } from './matrix-variations.ts';
import type { ResolvedScenario } from './resolved-scenario.ts';
import { scenarioDigest } from './suite-digest.ts';
import type { SuiteProblem } from './suite-problem.ts';

/** More scenarios than this are played by no one; a matrix that makes them is a mistake. */
const mostPlayed = 20_000;

/** A scenario and the dimensions it is multiplied by. */
export interface ScenarioPlan {
  readonly scenario: ResolvedScenario;
  readonly dimensions: readonly (readonly Variation[])[];
}

/**
 * Multiplies scenarios out: each is played once for every combination of its variations. Ids tell the combination, such as
 * `refund-late~turns=15~persona=terse`, and every dimension becomes a slice.
 *
 * @param problems takes what cannot be played: too many, two of one id, a slice that the matrix names already
 */
export function expandScenarios(plans: readonly ScenarioPlan[], problems: SuiteProblem[]): PlayedScenario[] {
  const planned = plans.reduce((sum, plan) => sum + sizeOf(plan), 0);
  if (planned > mostPlayed) {
    problems.push(tooMany(planned, plans[0]));
    return [];
  }
  refuseTakenSlices(plans, problems);
  const known = new Map<string, ResolvedScenario>();
  return plans.flatMap(({ scenario, dimensions }) =>
    combinations(dimensions).flatMap((variations) => {
      const played = playedScenario(scenario, variations);
      const other = known.get(played.id);
      if (other !== undefined) {
        problems.push(doubledId(played.id, scenario, other));
        return [];
      }
      known.set(played.id, scenario);
      return [played];
    }),
  );
}

function sizeOf({ dimensions }: ScenarioPlan): number {
  return dimensions.reduce((product, variations) => product * variations.length, 1);
}

function combinations(dimensions: readonly (readonly Variation[])[]): Variation[][] {
  return dimensions.reduce<Variation[][]>(
    (all, variations) => all.flatMap((chosen) => variations.map((variation) => [...chosen, variation])),
    [[]],
  );
}

function playedScenario(authored: ResolvedScenario, variations: readonly Variation[]): PlayedScenario {
  const varied = variations.reduce((scenario, { apply }) => apply(scenario), authored);
  const { turns: _turns, policy: _policy, faults: _faults, ...kept } = varied.scenario;
  const played = {
    ...kept,
    id: playedId(kept.id, variations),
    slices: { ...kept.slices, ...Object.fromEntries(variations.map(({ dimension, value }) => [dimension, value])) },
    goalId: kept.id,
    twinId: twinOf(kept.id, variations),
    plannedTurns: (kept.user.kind === 'scripted' ? undefined : kept.user.pace) ?? null,
    policyText: varied.policyText,
    faultPlan: varied.faultPlan,
  };
  return { ...played, digest: scenarioDigest(played) };
}

function playedId(id: string, variations: readonly Variation[]): string {
  return [id, ...variations.filter(({ own }) => !own).map(suffix)].join('~');
}

/** The id of the variant that differs in nothing but its faults, where the matrix also asks for none. */
function twinOf(id: string, variations: readonly Variation[]): string | null {
  if (variations.every(({ twin }) => twin === null)) return null;
  return playedId(
    id,
    variations.map((variation) => variation.twin ?? variation),
  );
}

// An id is shown, typed and made into file names: what is neither letter, digit, dot, dash nor underscore becomes a dash.
function suffix({ dimension, value }: Variation): string {
  return `${dimension}=${value.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`;
}

function refuseTakenSlices(plans: readonly ScenarioPlan[], problems: SuiteProblem[]): void {
  for (const { scenario, dimensions } of plans) {
    for (const variations of dimensions) {
      const name = variations[0]?.dimension;
      if (name === undefined || !Object.hasOwn(scenario.scenario.slices, name)) continue;
      problems.push({
        code: 'SUITES_SLICE_TAKEN',
        message: `expected a slice of another name, got ${name}, which the matrix fills`,
        hint: `rename the slice ${name} of scenario ${scenario.scenario.id}, or take ${name} out of the matrix`,
        where: { ...scenario.place(['slices', name]), path: `slices.${name}` },
      });
    }
  }
}

function doubledId(id: string, scenario: ResolvedScenario, other: ResolvedScenario): SuiteProblem {
  const { file, line } = other.place(['id']);
  const first = line === undefined ? '' : ` (the other at ${file ?? ''}:${line})`;
  return {
    code: 'SUITES_DOUBLED_ID',
    message: `expected an id of its own for each scenario, got ${id} twice${first}`,
    hint: 'results are told apart by the id; rename one of them',
    where: { ...scenario.place(['id']), path: 'id' },
  };
}

function tooMany(planned: number, first: ScenarioPlan | undefined): SuiteProblem {
  const { file } = first?.scenario.place([]) ?? {};
  return {
    code: 'SUITES_TOO_LARGE',
    message: `expected at most ${mostPlayed} played scenarios, got ${planned}`,
    hint: 'the matrix multiplies: take a dimension or some of its values out',
    where: { ...(file !== undefined && { file }), path: 'matrix' },
  };
}
