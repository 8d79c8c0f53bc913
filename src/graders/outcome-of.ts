import type { Grade, Loss, Trial } from '#schema';

/** How a trial ended, for counting. */
export interface TrialOutcome {
  readonly outcome: Trial['outcome'];
  readonly loss: Loss | null;
  /** A stable word for the failure: the stop's code, or `check:` and the id of the first decisive grader that failed. */
  readonly failureCode: string | null;
}

/** What an outcome follows from. */
export interface OutcomeEvidence {
  readonly stop: Trial['stop'];
  readonly grades: readonly Grade[];
  /** A loss that is already known: infrastructure, the simulated user, or a trial taken out of the plan. */
  readonly loss: Loss | null;
}

/**
 * The outcome of a trial, from the first of these rules that applies. Pure.
 *
 * 1. A known loss, or a stop that tells of one (`infrastructure-error`, `user-error`, `cancelled`): lost.
 * 2. The agent broke (`agent-error`) or ran into a limit: failed, whatever the grades say.
 * 3. A decisive grade failed: failed. One failure decides, also where another check could not be judged.
 * 4. A decisive grade was not scored: lost to the judge. Passing would count what nobody looked at; failing would blame the agent for our
 *    instrument. This holds for model grades (`judge-…`) and for code grades (`check-not-scored`: no world, a record that is not whole).
 * 5. No grade is decisive: lost to the judge (`nothing-decisive`), because nothing says whether the agent did its task.
 * 6. Else passed.
 *
 * @example outcomeOf({ stop: { reason: 'user-ended', code: null }, grades: [passed], loss: null }).outcome // 'pass'
 */
export function outcomeOf({ stop, grades, loss }: OutcomeEvidence): TrialOutcome {
  const lost = loss ?? lossOfStop(stop);
  if (lost !== null) return { outcome: 'lost', loss: lost, failureCode: null };
  if (stop.reason === 'agent-error' || stop.reason === 'limit')
    return { outcome: 'fail', loss: null, failureCode: stop.code };
  const decisive = grades.filter((grade) => grade.decisive);
  const failed = decisive.find(({ finding }) => finding === 'fail');
  if (failed !== undefined) return { outcome: 'fail', loss: null, failureCode: `check:${failed.grader.id}` };
  const unscored = decisive.find(({ finding }) => finding === 'not-scored');
  if (unscored !== undefined) return { outcome: 'lost', loss: lossOfGrade(unscored), failureCode: null };
  if (decisive.length === 0) return { outcome: 'lost', loss: nothingDecisive, failureCode: null };
  return { outcome: 'pass', loss: null, failureCode: null };
}

const nothingDecisive: Loss = {
  owner: 'judge',
  code: 'nothing-decisive',
  message: 'no check of the scenario decides its outcome',
};

function lossOfStop({ reason, code }: Trial['stop']): Loss | null {
  if (reason === 'user-error') return { owner: 'user-simulator', code: code ?? reason, message: null };
  if (reason === 'infrastructure-error' || reason === 'cancelled')
    return { owner: 'infrastructure', code: code ?? reason, message: null };
  return null;
}

function lossOfGrade({ grader, evidence }: Grade): Loss {
  const reason = evidence[0]?.message ?? 'no reason given';
  const code = /^judge-[a-z-]+/.exec(reason)?.[0] ?? 'check-not-scored';
  return { owner: 'judge', code, message: `${grader.id}: ${reason}` };
}
