import { SeatrialError } from '#base';
import type { Grade, Trial } from '#schema';
import type { HumanGrade } from './human-grade.ts';

/**
 * Puts people's grades to the trials they are of: for each trial that was graded, the trial with these grades. The last attempt at a trial is meant,
 * because it is the one that counts.
 *
 * A reviewer's grade replaces the same reviewer's earlier grade of the trial on the same dimension; all other grades stay. Grades of people are taken
 * for diagnosis and to measure judges by: they change no outcome.
 *
 * @throws GRADERS_UNKNOWN_TRIAL, with file and line, for a scenario or a trial that the run does not have
 */
export function matchHumanGrades(rows: readonly HumanGrade[], trials: readonly Trial[]): readonly Trial[] {
  const known = new Map<string, Map<number, Trial>>();
  for (const trial of trials) {
    const ofScenario = known.get(trial.scenarioId) ?? new Map<number, Trial>();
    known.set(trial.scenarioId, ofScenario);
    if ((ofScenario.get(trial.index)?.attempt ?? -1) < trial.attempt) ofScenario.set(trial.index, trial);
  }
  const graded = new Map<Trial, readonly Grade[]>();
  for (const row of rows) {
    const trial = known.get(row.scenarioId)?.get(row.trial);
    if (trial === undefined) throw unknownTrial(row, known);
    graded.set(trial, replaced(graded.get(trial) ?? trial.grades, gradeOf(row)));
  }
  return [...graded].map(([trial, grades]) => ({ ...trial, grades: [...grades] }));
}

function gradeOf({ reviewer, dimension, finding, note }: HumanGrade): Grade {
  return {
    grader: { id: reviewer === null ? 'human' : `human:${reviewer}`, version: null, kind: 'human', digest: null },
    dimension,
    finding,
    score: null,
    decisive: false,
    evidence: [{ message: note ?? 'no note', step: null, quote: null }],
    costUsd: null,
  };
}

function replaced(grades: readonly Grade[], grade: Grade): readonly Grade[] {
  const others = grades.filter(
    ({ grader, dimension }) =>
      grader.kind !== 'human' || grader.id !== grade.grader.id || dimension !== grade.dimension,
  );
  return [...others, grade];
}

function unknownTrial(
  { scenarioId, trial, where }: HumanGrade,
  known: ReadonlyMap<string, ReadonlyMap<number, Trial>>,
): SeatrialError {
  const numbers = [...(known.get(scenarioId)?.keys() ?? [])].map((index) => index + 1).sort((a, b) => a - b);
  const got = `got trial ${trial + 1} of ${JSON.stringify(scenarioId.slice(0, 200))}`;
  const had =
    numbers.length === 0 ? 'there is no such scenario' : `it has the trials ${numbers.slice(0, 20).join(', ')}`;
  return new SeatrialError('GRADERS_UNKNOWN_TRIAL', {
    message: `expected a trial of the run, ${got}; ${had}`,
    hint: 'trials count from 1; `seatrial report RUN` lists scenarios',
    where,
  });
}
