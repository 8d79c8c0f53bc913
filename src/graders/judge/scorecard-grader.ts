import type { Check } from '#schema';
import { checkId } from '../check-id.ts';
import type { Grader } from '../grader.ts';
import type { GraderOptions } from '../grader-options.ts';
import { type JudgedQuestion, judgeGrades } from './judge-grades.ts';
import { judgePanel } from './judge-panel.ts';

/**
 * Grades several dimensions by a judge model's score on each. Each is asked for by itself, because scores given in one answer lean on each other;
 * there is no total.
 */
export function scorecardGrader(
  check: Extract<Check, { check: 'scorecard' }>,
  position: number,
  options: GraderOptions,
): Grader {
  const panel = judgePanel(options);
  const graderId = checkId(check, position);
  const questions = check.dimensions.map(
    ({ name, rubric, passAt }): JudgedQuestion => ({
      graderId,
      version: 'scorecard@1',
      dimension: name,
      decisive: check.decisive,
      repeats: check.repeats,
      rubric,
      passAt,
    }),
  );
  return {
    id: graderId,
    kind: 'model',
    async grade(input, signal) {
      const grades = await Promise.all(questions.map((question) => judgeGrades(question, panel, input, signal)));
      return grades.flat();
    },
  };
}
