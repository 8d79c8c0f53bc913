import type { Check } from '#schema';
import { heldByUntouched } from './held-by-untouched.ts';
import type { Found, LintedScenario } from './lint-rule.ts';

/** Checks that decide nothing, or that an agent passes by doing nothing. */
export function lintCheckStrength({ scenario, initial }: LintedScenario): readonly Found[] {
  const decisive = scenario.checks.filter((check) => check.decisive);
  if (decisive.length === 0) return [noDecisiveCheck];
  if (decisive.every(isJudged)) return [judgeOnly];
  return decisive.every((check) => heldByUntouched(check, initial) === 'held') ? [doNothingPasses] : [];
}

function isJudged({ check }: Check): boolean {
  return check === 'rubric' || check === 'scorecard';
}

const noDecisiveCheck: Found = {
  severity: 'error',
  code: 'no-decisive-check',
  path: ['checks'],
  message: 'expected at least one decisive check, got none',
  hint: 'without one no trial can pass; take decisive: false away from the check that decides',
};

const judgeOnly: Found = {
  severity: 'warning',
  code: 'judge-only',
  path: ['checks'],
  message: 'only a model judge decides, and judges err',
  hint: 'add a final-state, tool-calls or says check, or calibrate the judge against people',
};

const doNothingPasses: Found = {
  severity: 'error',
  code: 'do-nothing-passes',
  path: ['checks'],
  message: 'an agent that says nothing and does nothing passes all decisive checks',
  hint: 'ask for something: a changed place, a required call, or words that say no',
};
