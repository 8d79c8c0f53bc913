import { SeatrialError } from '#base';
import type { PlannedScenario, RunManifest, RunRecord, Trial } from '#schema';
import { codeUnitOrder } from './code-unit-order.ts';

/**
 * One scenario of a run, counted: which trials were planned, which attempt of each counts, and what became of it.
 *
 * `planned = graded + lost + missing`, always. Trials that were taken out of the plan are `dropped` and not planned.
 */
export interface ScenarioCounts {
  readonly id: string;
  /** The scenario's slices, and those of its trials that all of them agree on. */
  readonly slices: Readonly<Record<string, string>>;
  /** Digest of the scenario's content, where the manifest holds it. */
  readonly digest: string | null;
  /** The goal it plays, shared by its variants. */
  readonly goal: string;
  /** The number of user turns assigned to it; null where turns just came about. */
  readonly plannedTurns: number | null;
  /** The graded trials of its clean twin by index, which differ in nothing but that no fault is injected; null where it has no twin. */
  readonly cleanTrials: ReadonlyMap<number, Trial> | null;
  readonly planned: number;
  readonly graded: number;
  readonly passes: number;
  readonly lost: number;
  readonly missing: number;
  /** Trials taken out of the plan before they began, without a look at their outcome; one attempt of each. */
  readonly droppedTrials: readonly Trial[];
  /** P pass, F fail, L lost, M missing: the planned trials by index, then trials beyond the plan in order of their index. */
  readonly letters: string;
  /** The trial index each letter speaks of. */
  readonly indices: readonly number[];
  /** The attempts that count and tell something about the agent, in order of trial index. */
  readonly gradedTrials: readonly Trial[];
  /** One lost attempt of each lost trial: the last. */
  readonly lostTrials: readonly Trial[];
  /** Attempts beyond the one that counts. */
  readonly extraAttempts: readonly Trial[];
}

/** A run, counted. */
export interface RunCounts {
  readonly manifest: RunManifest;
  /** In code-unit order of their ids. */
  readonly scenarios: readonly ScenarioCounts[];
}

/**
 * Turns a run's attempts into counts. The one place that decides which attempt counts and what is missing:
 *
 * - For each (scenario, index) the attempt with the lowest number whose outcome is not `lost` counts; later ones are evidence only,
 *   so a failure that was retried stays a failure. If every attempt is lost, the trial is lost.
 * - A planned (scenario, index) without any attempt is missing. The plan is the manifest's, never the rows'.
 * - A trial whose only record says that it was taken out of the plan (loss owner `plan`: budget, early stopping) is in no count and
 *   lowers what was planned by one.
 * - A trial beyond its scenario's planned number counts and raises what was planned by one.
 *
 * The order of the trials in the record does not matter.
 *
 * @throws RELIABILITY_PLAN_TOO_LARGE for more than ten million planned trials, RELIABILITY_UNPLANNED_SCENARIO for a trial of a scenario the manifest does not know, RELIABILITY_DUPLICATE_ATTEMPT for two
 *   records of one attempt, RELIABILITY_DUPLICATE_SCENARIO for a scenario planned twice
 */
export function countRun(record: RunRecord): RunCounts {
  refuseHugePlan(record.manifest);
  const attempts = groupAttempts(record);
  const scenarios = [...record.manifest.suite.scenarios]
    .sort((a, b) => codeUnitOrder(a.id, b.id))
    .map((planned) => countScenario(planned, attempts.get(planned.id)!));
  return { manifest: record.manifest, scenarios: withTwins(scenarios, record.manifest) };
}

/** A twin that is not in the run, because only some scenarios were played, has no trials. */
function withTwins(scenarios: readonly ScenarioCounts[], { suite }: RunManifest): ScenarioCounts[] {
  const twins = new Map(suite.scenarios.flatMap(({ id, twin }) => (twin === null ? [] : [[id, twin] as const])));
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  return scenarios.map((scenario) => {
    const twin = twins.get(scenario.id);
    if (twin === undefined) return scenario;
    const trials = byId.get(twin)?.gradedTrials ?? [];
    return { ...scenario, cleanTrials: new Map(trials.map((trial) => [trial.index, trial])) };
  });
}

/** Attempts by scenario id, then by trial index. */
type Attempts = Map<string, Map<number, Trial[]>>;

function groupAttempts({ manifest, trials }: RunRecord): Attempts {
  const groups: Attempts = new Map();
  for (const { id } of manifest.suite.scenarios) {
    if (groups.has(id)) throw duplicateScenario(id);
    groups.set(id, new Map());
  }
  for (const trial of trials) {
    const group = groups.get(trial.scenarioId);
    if (group === undefined) throw unplannedScenario(trial);
    const attempts = group.get(trial.index);
    if (attempts === undefined) group.set(trial.index, [trial]);
    else attempts.push(trial);
  }
  return groups;
}

function countScenario(planned: PlannedScenario, attempts: Map<number, Trial[]>): ScenarioCounts {
  const gradedTrials: Trial[] = [];
  const lostTrials: Trial[] = [];
  const extraAttempts: Trial[] = [];
  const droppedTrials = [...attempts.values()].flatMap(dropped);
  const out = new Set(droppedTrials.map(({ index }) => index));
  const indices = trialIndices(planned.plannedTrials, attempts).filter((index) => !out.has(index));
  let letters = '';
  for (const index of indices) {
    const sorted = inOrderOfAttempt(attempts.get(index) ?? []);
    const counted = sorted.find((trial) => trial.outcome !== 'lost') ?? sorted.at(-1);
    letters += letterOf(counted);
    if (counted === undefined) continue;
    (counted.outcome === 'lost' ? lostTrials : gradedTrials).push(counted);
    extraAttempts.push(...sorted.filter((trial) => trial !== counted));
  }
  const lost = lostTrials.length;
  const graded = gradedTrials.length;
  return {
    id: planned.id,
    slices: mergeSlices(planned.slices, [...gradedTrials, ...lostTrials]),
    digest: planned.digest,
    goal: planned.goal ?? planned.id,
    plannedTurns: planned.plannedTurns,
    cleanTrials: null,
    planned: indices.length,
    graded,
    passes: gradedTrials.filter((trial) => trial.outcome === 'pass').length,
    lost,
    missing: indices.length - graded - lost,
    droppedTrials,
    letters,
    indices,
    gradedTrials,
    lostTrials,
    extraAttempts,
  };
}

function trialIndices(planned: number, attempts: Map<number, Trial[]>): number[] {
  const beyond = [...attempts.keys()].filter((index) => index >= planned).sort((a, b) => a - b);
  return [...Array(planned).keys(), ...beyond];
}

/** The last record of a trial all of whose records say that it was taken out of the plan. */
function dropped(attempts: readonly Trial[]): Trial[] {
  return attempts.every(({ loss }) => loss?.owner === 'plan') ? attempts.slice(-1) : [];
}

function letterOf(trial: Trial | undefined): 'P' | 'F' | 'L' | 'M' {
  if (trial === undefined) return 'M';
  return trial.outcome === 'pass' ? 'P' : trial.outcome === 'fail' ? 'F' : 'L';
}

function inOrderOfAttempt(trials: readonly Trial[]): readonly Trial[] {
  if (trials.length < 2) return trials;
  const sorted = [...trials].sort((a, b) => a.attempt - b.attempt);
  for (let at = 1; at < sorted.length; at++)
    if (sorted[at]!.attempt === sorted[at - 1]!.attempt) throw duplicateAttempt(sorted[at]!);
  return sorted;
}

/** The scenario's slices, and the trials' own where all of them carry the same value. Names are foreign, hence the null prototype. */
function mergeSlices(planned: Record<string, string>, trials: readonly Trial[]): Record<string, string> {
  const merged: Record<string, string> = Object.assign(Object.create(null), planned);
  const first = trials[0]?.slices ?? null;
  if (first === null) return merged;
  for (const [name, value] of Object.entries(first)) {
    const constant = trials.every(
      (trial) => trial.slices !== null && Object.hasOwn(trial.slices, name) && trial.slices[name] === value,
    );
    if (constant && !Object.hasOwn(merged, name)) merged[name] = value;
  }
  return merged;
}

/** Each planned trial costs a letter in memory, and a manifest comes from outside. */
const mostPlannedTrials = 10_000_000;

function refuseHugePlan({ suite }: RunManifest): void {
  const planned = suite.scenarios.reduce((total, { plannedTrials }) => total + plannedTrials, 0);
  if (planned > mostPlannedTrials)
    throw new SeatrialError('RELIABILITY_PLAN_TOO_LARGE', {
      message: `expected at most ${mostPlannedTrials} planned trials, got ${planned}`,
      hint: 'check the planned numbers of trials in the manifest, or split the run',
    });
}

function unplannedScenario({ scenarioId, source }: Trial): SeatrialError {
  return new SeatrialError('RELIABILITY_UNPLANNED_SCENARIO', {
    message: `expected trials of the scenarios in the run's manifest, got one of ${JSON.stringify(scenarioId.slice(0, 200))}`,
    hint: 'import the run again with a task manifest that lists every scenario',
    where: source === null ? {} : { path: source.position },
  });
}

function duplicateAttempt({ scenarioId, index, attempt }: Trial): SeatrialError {
  return new SeatrialError('RELIABILITY_DUPLICATE_ATTEMPT', {
    message: `expected one record of attempt ${attempt} of trial ${index} of ${JSON.stringify(scenarioId.slice(0, 200))}, got several`,
    hint: 'give repeated attempts of a trial different attempt numbers',
  });
}

function duplicateScenario(id: string): SeatrialError {
  return new SeatrialError('RELIABILITY_DUPLICATE_SCENARIO', {
    message: `expected each scenario once in the run's manifest, got ${JSON.stringify(id.slice(0, 200))} twice`,
    hint: 'give the scenarios different ids',
  });
}
