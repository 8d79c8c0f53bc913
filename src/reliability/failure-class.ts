import type { FailureClass, Trial } from '#schema';

/**
 * What each code of a known source means, by the source's own word in lower case.
 *
 * tau2-bench `termination_reason`; terminal-bench `failure_mode`; Harbor exception types; Inspect limit types; SWE-agent exit statuses.
 * A code that is not listed decides nothing.
 */
const classOfCode: ReadonlyMap<string, FailureClass> = new Map([
  // tau2-bench
  ['max_steps', 'limit'],
  ['timeout', 'limit'],
  ['context_window_exceeded', 'limit'],
  ['too_many_errors', 'tool-error'],
  ['agent_error', 'other'],
  ['unexpected_error', 'other'],
  // terminal-bench
  ['agent_timeout', 'limit'],
  ['context_length_exceeded', 'limit'],
  ['output_length_exceeded', 'limit'],
  // The tests that grade the work hung or said nothing readable: the work is there, and it is wrong or unreadable.
  ['test_timeout', 'wrong-result'],
  ['parse_error', 'other'],
  ['fatal_llm_parse_error', 'other'],
  ['unknown_agent_error', 'other'],
  ['agent_installation_failed', 'other'],
  // Harbor
  ['agenttimeouterror', 'limit'],
  ['verifiertimeouterror', 'wrong-result'],
  // Inspect
  ['context', 'limit'],
  ['time', 'limit'],
  ['working', 'limit'],
  ['message', 'limit'],
  ['token', 'limit'],
  ['cost', 'limit'],
  // SWE-agent
  ['exit_cost', 'limit'],
  ['exit_context', 'limit'],
  ['early_exit', 'gave-up'],
  ['empty_patch', 'gave-up'],
  // Plain words of outcome tables
  ['wrong', 'wrong-result'],
  ['wrong_answer', 'wrong-result'],
  ['wrong_result', 'wrong-result'],
  ['tool_error', 'tool-error'],
  ['policy', 'policy'],
  ['policy_violation', 'policy'],
  ['limit', 'limit'],
  ['gave_up', 'gave-up'],
  ['refused', 'refused'],
  ['refusal', 'refused'],
]);

/**
 * The one class of a failed trial: the first of these that the record shows.
 *
 * 1. `policy`: a disqualifier, a policy violation, or a failed decisive grade of the dimension `policy`. It comes first because no other
 *    cause excuses it.
 * 2. the source's own code, where it is a known one.
 * 3. `tool-error`: the limit on tool errors was hit.
 * 4. `limit`: any other limit was hit, or the trial stopped at one.
 * 5. `broken`: the agent crashed, or said what is no answer.
 * 6. `refused`: the agent's last words decline. By wording, so only a hint.
 * 7. `gave-up`: the agent handed over to a person, or stopped right after a failed call.
 * 8. `tool-error`: a tool call failed and no later call of that tool succeeded.
 * 9. `wrong-result`: a decisive grade failed, or the trial ended in order and was graded as failed; or the source names a cause for
 *    other failures of the run and none for this one.
 * 10. `other`: the record does not say.
 *
 * Meaningless for a trial that passed.
 *
 * @param causesNamed whether the source names causes of failures in this run at all
 */
export function failureClass(trial: Trial, causesNamed = false): FailureClass {
  if (violatesPolicy(trial)) return 'policy';
  const known = classOfCode.get((trial.failureCode ?? trial.stop.code ?? '').toLowerCase());
  if (known !== undefined) return known;
  if (trial.limitsHit.includes('tool-errors')) return 'tool-error';
  if (trial.limitsHit.length > 0 || trial.stop.reason === 'limit') return 'limit';
  if (trial.stop.reason === 'agent-error') return 'broken';
  return classByConduct(trial, causesNamed && trial.failureCode === null);
}

function violatesPolicy({ disqualifiers, policyViolations, grades }: Trial): boolean {
  if (disqualifiers.length > 0 || (policyViolations ?? 0) > 0) return true;
  return grades.some((grade) => grade.decisive && grade.finding === 'fail' && grade.dimension === 'policy');
}

function classByConduct({ facts, grades, stop }: Trial, leftUnnamed: boolean): FailureClass {
  if (facts?.refusal === true) return 'refused';
  if (facts?.handedOver === true || facts?.lastStep === 'tool-error') return 'gave-up';
  if ((facts?.toolErrors ?? 0) > (facts?.errorsRepaired ?? 0)) return 'tool-error';
  const failedGrade = grades.some((grade) => grade.decisive && grade.finding === 'fail');
  const endedInOrder = stop.reason === 'user-ended' || stop.reason === 'agent-ended';
  return failedGrade || endedInOrder || leftUnnamed ? 'wrong-result' : 'other';
}
