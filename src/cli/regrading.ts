import { SeatrialError } from '#base';
import { type Grader, regradeTrial, worldEndOf } from '#graders';
import { initialState, rescoredFaults } from '#runner';
import type { PlayedScenario, RunManifest, Suite, Trajectory, Trial } from '#schema';
import type { World } from '#worlds';
import { allGraders, type OpenedJudge, openJudge } from './compose-run.ts';
import { openSuite } from './open-suite.ts';
import type { Shell } from './shell.ts';

/** How the trials of one run are graded again. */
export interface Regrading {
  /** Null when only people's grades are added. */
  readonly suite: Suite | null;
  readonly judge: OpenedJudge['identity'];
  regrade(trial: Trial, trajectory: () => Promise<Trajectory | null>, signal: AbortSignal): Promise<Trial>;
}

/** What a run is to be graded with. */
export interface RegradingOptions {
  readonly suite?: string;
  readonly judge?: string;
  readonly human?: string;
}

/**
 * Opens suite and judge for a run that is to be graded again. With people's grades alone nothing is opened, and the other grades stay.
 *
 * @throws CLI_SUITE_NEEDED when it is not known where the suite is; CLI_SCENARIO_GONE when a scenario of the run is not in it any more
 */
export async function openRegrading(
  manifest: RunManifest,
  options: RegradingOptions,
  shell: Shell,
): Promise<Regrading> {
  const onlyPeople = options.human !== undefined && options.suite === undefined && options.judge === undefined;
  if (onlyPeople) return { suite: null, judge: manifest.judge, regrade: async (trial) => trial };
  const { suite, world } = await openSuite(suiteOf(manifest, options), shell);
  const scenarios = scenariosOf(manifest, suite);
  const played = { ...suite, scenarios: [...scenarios.values()] };
  const judge = await openJudge(options.judge, typeof manifest.seed === 'number' ? manifest.seed : 0, shell);
  const graders = allGraders(played, judge.model);
  return {
    suite: played,
    judge: judge.identity,
    regrade: (trial, trajectory, signal) => regrade(trial, trajectory, { scenarios, graders, world, signal }),
  };
}

interface Materials {
  readonly scenarios: ReadonlyMap<string, PlayedScenario>;
  readonly graders: ReadonlyMap<string, readonly Grader[]>;
  readonly world: World | null;
  readonly signal: AbortSignal;
}

async function regrade(
  trial: Trial,
  readTrajectory: () => Promise<Trajectory | null>,
  { scenarios, graders, world, signal }: Materials,
): Promise<Trial> {
  const scenario = scenarios.get(trial.scenarioId);
  const trajectory = await readTrajectory();
  if (scenario === undefined || trajectory === null) return trial;
  const initial = world === null || typeof trial.seed !== 'number' ? null : initialState(world, scenario, trial.seed);
  const request = { trial, trajectory, scenario, initial, graders: graders.get(scenario.id) ?? [] };
  const graded = await regradeTrial(request, signal);
  if (graded.outcome === trial.outcome || graded.faults.length === 0) return graded;
  const ledger = initial === null ? null : (worldEndOf(trajectory, initial)?.ledger ?? null);
  return { ...graded, faults: rescoredFaults(graded, trajectory, ledger) };
}

function suiteOf(manifest: RunManifest, { suite }: RegradingOptions): string {
  if (suite !== undefined) return suite;
  if (
    manifest.origin === 'live' &&
    (manifest.suite.name === 'order-desk' || manifest.suite.name === 'order-desk-faults')
  )
    return manifest.suite.name;
  throw new SeatrialError('CLI_SUITE_NEEDED', {
    message: `expected the suite whose checks grade the run, got none; the run was of ${manifest.suite.name}`,
    hint: 'add --suite suite.yaml, or --human grades.csv to add people’s grades alone',
  });
}

function scenariosOf(manifest: RunManifest, suite: Suite): ReadonlyMap<string, PlayedScenario> {
  const known = new Map(suite.scenarios.map((scenario) => [scenario.id, scenario]));
  return new Map(
    manifest.suite.scenarios.map(({ id }) => {
      const scenario = known.get(id);
      if (scenario !== undefined) return [id, scenario];
      throw new SeatrialError('CLI_SCENARIO_GONE', {
        message: `expected every scenario of the run in the suite, got none with the id ${JSON.stringify(id.slice(0, 200))}`,
        hint: 'give the suite that the run was made with',
      });
    }),
  );
}
