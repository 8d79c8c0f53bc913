import type { Disqualifier, Grade, Loss, PlayedScenario, Trial } from '#schema';
import { checkIdAt } from './final-state-of.ts';

/** What became of a trial. */
export interface DecidedOutcome {
  readonly outcome: Trial['outcome'];
  readonly loss: Loss | null;
  readonly failureCode: string | null;
}

/** The outcome follows from the ending and the decisive grades. */
export function outcomeOf({
  stop,
  grades,
  loss,
}: {
  readonly stop: Trial['stop'];
  readonly grades: readonly Grade[];
  readonly loss: Loss | null;
}): DecidedOutcome {
  if (loss !== null) return { outcome: 'lost', loss, failureCode: null };
  if (stop.reason === 'agent-error' || stop.reason === 'limit')
    return { outcome: 'fail', loss: null, failureCode: stop.code };
  const decisive = grades.filter((grade) => grade.decisive);
  const unjudged = decisive.find((grade) => grade.finding === 'not-scored' && grade.grader.kind === 'model');
  if (unjudged !== undefined) {
    const message = unjudged.evidence[0]?.message ?? null;
    return { outcome: 'lost', loss: { owner: 'judge', code: 'judge-no-finding', message }, failureCode: null };
  }
  const passed = decisive.length > 0 && decisive.every((grade) => grade.finding === 'pass');
  return { outcome: passed ? 'pass' : 'fail', loss: null, failureCode: null };
}

/** Failed checks that disqualify. */
export function disqualifiersOf(scenario: PlayedScenario, grades: readonly Grade[]): Disqualifier[] {
  const ids = new Set(scenario.checks.flatMap((check, at) => (check.disqualifier ? [checkIdAt(check, at)] : [])));
  return grades
    .filter(({ grader, finding }) => finding === 'fail' && ids.has(grader.id))
    .map(({ grader, evidence }) => ({
      id: grader.id,
      message: evidence[0]?.message ?? grader.id,
      step: evidence[0]?.step ?? null,
    }));
}
