import type { Check } from '#schema';
import { checkId } from '../check-id.ts';
import type { Grader } from '../grader.ts';
import type { GraderOptions } from '../grader-options.ts';
import { type JudgedQuestion, judgeGrades } from './judge-grades.ts';
import { judgePanel } from './judge-panel.ts';

/** Grades by a judge model's answer to one question. See {@link judgeGrades} for panels, repeats and what is no finding. */
export function rubricGrader(
  check: Extract<Check, { check: 'rubric' }>,
  position: number,
  options: GraderOptions,
): Grader {
  const panel = judgePanel(options);
  const question: JudgedQuestion = {
    graderId: checkId(check, position),
    version: 'rubric@1',
    dimension: check.dimension ?? null,
    decisive: check.decisive,
    repeats: check.repeats,
    rubric: check.rubric,
    passAt: null,
  };
  return {
    id: question.graderId,
    kind: 'model',
    grade: (input, signal) => judgeGrades(question, panel, input, signal),
  };
}
