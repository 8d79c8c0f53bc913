import { SeatrialError } from '#base';
import type { Check, PlayedScenario } from '#schema';
import { checkId } from './check-id.ts';
import { finalStateGrader } from './checks/final-state.ts';
import { limitsGrader } from './checks/limits.ts';
import { noDuplicateEffectsGrader } from './checks/no-duplicate-effects.ts';
import { policyRuleGrader } from './checks/policy-rule.ts';
import { saysGrader } from './checks/says.ts';
import { toolCallsGrader } from './checks/tool-calls.ts';
import type { Grader } from './grader.ts';
import type { GraderOptions } from './grader-options.ts';
import { rubricGrader } from './judge/rubric-grader.ts';
import { scorecardGrader } from './judge/scorecard-grader.ts';

/**
 * The graders of a scenario: one for each check, in order. They hold no state and may be used for all its trials.
 *
 * Without a judge the checks that need one are graded `not-scored` (`judge-missing`), so that what code can judge can still be looked at; a trial
 * whose outcome depends on such a check is then lost to the judge.
 *
 * @throws GRADERS_DOUBLE_CHECK when two checks have one id; GRADERS_BAD_PATTERN, GRADERS_BAD_SCHEMA when a check cannot be judged at all
 */
export function gradersFor(scenario: PlayedScenario, options: GraderOptions = {}): readonly Grader[] {
  const ids = new Set<string>();
  return scenario.checks.map((check, position) => {
    const id = checkId(check, position);
    if (ids.has(id)) throw doubleCheck(id, scenario.id, position);
    ids.add(id);
    return graderFor(check, position, options);
  });
}

function graderFor(check: Check, position: number, options: GraderOptions): Grader {
  switch (check.check) {
    case 'final-state':
      return finalStateGrader(check, position);
    case 'tool-calls':
      return toolCallsGrader(check, position);
    case 'says':
      return saysGrader(check, position);
    case 'policy-rule':
      return policyRuleGrader(check, position);
    case 'limits':
      return limitsGrader(check, position);
    case 'no-duplicate-effects':
      return noDuplicateEffectsGrader(check, position);
    case 'rubric':
      return rubricGrader(check, position, options);
    case 'scorecard':
      return scorecardGrader(check, position, options);
  }
}

function doubleCheck(id: string, scenarioId: string, position: number): SeatrialError {
  return new SeatrialError('GRADERS_DOUBLE_CHECK', {
    message: `expected ids of checks to be unique in the scenario ${scenarioId}, got ${JSON.stringify(id)} twice`,
    hint: 'give one of the two checks another id',
    where: { path: `checks[${position}].id` },
  });
}
