import { SeatrialError } from '#base';
import type { RunManifest } from '#schema';
import type { PlannedTask, ScenarioContent } from './recorded-trial.ts';

type PlannedScenario = RunManifest['suite']['scenarios'][number];

/** Which scenarios and how many trials were to be run, and how that is known. */
export interface ResolvedPlan {
  readonly source: RunManifest['suite']['planSource'];
  readonly scenarios: readonly PlannedScenario[];
}

/** A scenario that rows speak of. */
export interface SeenScenario extends ScenarioContent {
  readonly slices: Readonly<Record<string, string>>;
  /** How many different trials of it there are. */
  readonly trials: number;
}

/** What is known when a plan is made. */
export interface PlanEvidence {
  /** The list the user gave; null when none was given. */
  readonly manifest: { readonly name: string; readonly tasks: readonly PlannedTask[] } | null;
  /** Scenarios that the harness or the other rows of the file list; empty when nothing does. */
  readonly listed: readonly PlannedTask[];
  readonly listedBy: 'harness' | 'source';
  readonly seen: ReadonlyMap<string, SeenScenario>;
  /** Trials of a scenario where its list does not say how many: as many as any scenario has. */
  readonly trials: number;
  /** Whether scenarios have numbers of trials of their own: then one that has rows is planned as many as it has. */
  readonly ownTrials?: boolean;
}

/**
 * Makes the plan, the denominator of every figure: from the user's list if there is one, else from the harness or the rest of the file,
 * else from the rows, in which case a scenario without any row cannot be missed. Scenarios come in code-unit order of their ids.
 *
 * @throws INTAKE_NOT_IN_MANIFEST when a row's scenario is not in the user's list
 */
export function resolvePlan(evidence: PlanEvidence): ResolvedPlan {
  const { manifest, listed, seen } = evidence;
  if (manifest !== null) refuseStrangers(manifest, seen);
  const source = manifest !== null ? 'manifest' : listed.length > 0 ? evidence.listedBy : 'rows';
  const tasks = new Map<string, PlannedTask>();
  for (const task of manifest?.tasks ?? listed) tasks.set(task.id, merged(tasks.get(task.id), task));
  const ids = [...new Set([...tasks.keys(), ...seen.keys()])].sort();
  return { source, scenarios: ids.map((id) => plannedScenario(id, tasks.get(id), evidence)) };
}

function plannedScenario(id: string, task: PlannedTask | undefined, evidence: PlanEvidence): PlannedScenario {
  const seen = evidence.seen.get(id);
  const usual = evidence.ownTrials === true && seen !== undefined ? seen.trials : evidence.trials;
  return {
    id,
    slices: { ...task?.slices, ...seen?.slices },
    digest: seen?.digest ?? task?.digest ?? null,
    // Trials that nobody planned were made all the same.
    plannedTrials: Math.max(task?.trials ?? usual, seen?.trials ?? 0),
    contentId: seen?.contentId ?? task?.contentId ?? null,
    goal: null,
    plannedTurns: null,
    twin: null,
  };
}

/** Two lists of one suite, such as two result files, plan as many trials as the longer one. */
function merged(known: PlannedTask | undefined, task: PlannedTask): PlannedTask {
  if (known === undefined) return task;
  const trials =
    known.trials === null || task.trials === null ? (known.trials ?? task.trials) : Math.max(known.trials, task.trials);
  return { ...known, ...task, trials };
}

function refuseStrangers(
  manifest: { readonly name: string; readonly tasks: readonly PlannedTask[] },
  seen: ReadonlyMap<string, unknown>,
): void {
  const known = new Set(manifest.tasks.map((task) => task.id));
  const strangers = [...seen.keys()].filter((id) => !known.has(id));
  if (strangers.length === 0) return;
  throw new SeatrialError('INTAKE_NOT_IN_MANIFEST', {
    message: `expected every scenario of the rows in the task manifest, found ${strangers.length} that it lacks: ${strangers.slice(0, 5).join(', ')}${strangers.length > 5 ? ', …' : ''}`,
    hint: 'give the task manifest of this suite, or add the scenarios to it',
    where: { file: manifest.name },
  });
}
