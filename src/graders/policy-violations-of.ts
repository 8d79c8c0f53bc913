import type { Grade } from '#schema';

/**
 * How many policy violations the grades found: each place that a failed grade of a policy rule, or of the dimension `policy`, points at, and at
 * least one for each such grade. Null when no such grade was scored, because then nobody looked.
 */
export function policyViolationsOf(grades: readonly Grade[]): number | null {
  const scored = grades.filter((grade) => speaksOfPolicy(grade) && grade.finding !== 'not-scored');
  if (scored.length === 0) return null;
  return scored
    .filter(({ finding }) => finding === 'fail')
    .reduce((sum, { grader, evidence }) => sum + Math.max(1, grader.kind === 'code' ? placesOf(evidence) : 1), 0);
}

function speaksOfPolicy({ dimension, grader }: Grade): boolean {
  return dimension === 'policy' || grader.version?.startsWith('policy-rule@') === true;
}

function placesOf(evidence: Grade['evidence']): number {
  return new Set(evidence.flatMap(({ step }) => (step === null ? [] : [step]))).size;
}
