import type { Disqualifier, Grade, PlayedScenario } from '#schema';
import { checkId } from './check-id.ts';

/**
 * The disqualifiers of a trial: one for each check marked as such that failed, decisive or not, with what its evidence says first.
 * A scorecard disqualifies when one of its dimensions fails.
 */
export function disqualifiersOf(scenario: PlayedScenario, grades: readonly Grade[]): readonly Disqualifier[] {
  const marked = new Set(
    scenario.checks.flatMap((check, position) => (check.disqualifier ? [checkId(check, position)] : [])),
  );
  const found = new Map<string, Disqualifier>();
  for (const { grader, finding, evidence } of grades) {
    if (finding !== 'fail' || !marked.has(grader.id) || found.has(grader.id)) continue;
    const first = evidence[0];
    found.set(grader.id, { id: grader.id, message: first?.message ?? 'the check failed', step: first?.step ?? null });
  }
  return [...found.values()];
}
