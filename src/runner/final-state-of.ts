import { checkId } from '#graders';
import type { Grade, PlayedScenario } from '#schema';

/**
 * Whether the world at the end is as the user's last intent asks: all decisive final-state checks of the scenario passed. Null when there is
 * none, or one could not be judged.
 */
export function finalStateOf(scenario: PlayedScenario, grades: readonly Grade[]): boolean | null {
  const ids = new Set(
    scenario.checks.flatMap((check, at) =>
      check.check === 'final-state' && check.decisive ? [checkId(check, at)] : [],
    ),
  );
  const findings = grades.filter(({ grader }) => ids.has(grader.id)).map(({ finding }) => finding);
  if (findings.length === 0 || findings.includes('not-scored')) return null;
  return findings.every((finding) => finding === 'pass');
}
