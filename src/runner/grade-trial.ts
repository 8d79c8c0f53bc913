import type { GradeInput, Grader } from '#graders';
import type { Grade } from '#schema';
import { untilAborted } from './until-aborted.ts';

/** Every grader's findings on one trial, in the order of the graders. Graders run side by side; judges take their time. */
export async function gradeTrial(
  graders: readonly Grader[],
  input: GradeInput,
  signal: AbortSignal,
): Promise<readonly Grade[]> {
  const grades = await untilAborted(Promise.all(graders.map((grader) => grader.grade(input, signal))), signal);
  return grades.flat();
}
