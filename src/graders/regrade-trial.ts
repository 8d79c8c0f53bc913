import { canonicalJson, type Json } from '#base';
import { type Grade, type PlayedScenario, sumKnown, type Trajectory, type Trial } from '#schema';
import { disqualifiersOf } from './disqualifiers-of.ts';
import type { GradeInput, Grader } from './grader.ts';
import { outcomeOf } from './outcome-of.ts';
import { policyViolationsOf } from './policy-violations-of.ts';
import { worldEndOf } from './world-end-of.ts';

/** A stored trial, and what it is to be graded with. */
export interface RegradeRequest {
  readonly trial: Trial;
  readonly trajectory: Trajectory;
  readonly scenario: PlayedScenario;
  /** The state the trial's world began with; null when there was no world. */
  readonly initial: Json | null;
  readonly graders: readonly Grader[];
}

/**
 * Grades a stored trial again: new grades, and everything that follows from them (outcome, loss to the judge, disqualifiers, policy violations,
 * the judge's cost). The agent's doing stays as it is, and so do the grades that people gave and what faults and confusions came to.
 *
 * The grades it had, with the outcome they led to, are appended to `extra.previousGrades`, oldest first, so that a changed verdict can be explained.
 * When the grades come out the same the trial itself comes back. A trial lost to anything but the judge is not graded: nothing was there to grade.
 *
 * @throws the signal's reason when aborted; GRADERS_BAD_WORLD_END and GRADERS_WORLD_MISMATCH of {@link worldEndOf}
 */
export async function regradeTrial(request: RegradeRequest, signal: AbortSignal): Promise<Trial> {
  const { trial, scenario, graders } = request;
  if (trial.loss !== null && trial.loss.owner !== 'judge') return trial;
  const input = inputOf(request);
  const grades: Grade[] = [];
  for (const grader of graders) grades.push(...(await grader.grade(input, signal)));
  grades.push(...trial.grades.filter(({ grader }) => grader.kind === 'human'));
  if (canonicalJson(grades) === canonicalJson(trial.grades)) return trial;
  return {
    ...trial,
    ...outcomeOf({ stop: trial.stop, grades, loss: null }),
    grades,
    disqualifiers: [...disqualifiersOf(scenario, grades)],
    policyViolations: policyViolationsOf(grades),
    cost: { ...trial.cost, judgeUsd: judgeCostUsd(grades) },
    extra: { ...trial.extra, previousGrades: previousGrades(trial) },
  };
}

/** What the judges cost: 0 where none was asked, null when one does not tell. */
function judgeCostUsd(grades: readonly Grade[]): number | null {
  const asked = grades.filter(({ grader }) => grader.kind === 'model').map(({ costUsd }) => costUsd);
  return asked.length === 0 ? 0 : sumKnown(asked);
}

function inputOf({ trial, trajectory, scenario, initial }: RegradeRequest): GradeInput {
  const { stop, limitsHit, durationMs, usage, cost } = trial;
  const world = initial === null ? null : worldEndOf(trajectory, initial);
  return { scenario, trajectory, stop, limitsHit, durationMs, usage, cost, world };
}

function previousGrades({ grades, outcome, failureCode, loss, extra }: Trial): Json {
  const earlier = extra?.['previousGrades'];
  const before: readonly Json[] = Array.isArray(earlier) ? earlier : [];
  return [...before, { grades, outcome, failureCode, loss }];
}
