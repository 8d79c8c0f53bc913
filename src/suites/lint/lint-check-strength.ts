import type { Check } from '#schema';
import { heldByUntouched } from './held-by-untouched.ts';
import type { Found, LintedScenario } from './lint-rule.ts';

/** Checks that decide nothing, that cannot fail, or that an agent passes by doing nothing. */
export function lintCheckStrength({ scenario, initial }: LintedScenario): readonly Found[] {
  const decisive = scenario.checks.filter((check) => check.decisive);
  const empty = scenario.checks.flatMap((check, at) => (isEmpty(check) ? [emptyCheck(check, at)] : []));
  if (decisive.length === 0) return [...empty, noDecisiveCheck];
  if (decisive.every(isJudged)) return [...empty, judgeOnly];
  const idle = decisive.every((check) => heldByUntouched(check, initial) === 'held');
  return idle ? [...empty, doNothingPasses] : empty;
}

function isJudged({ check }: Check): boolean {
  return check === 'rubric' || check === 'scorecard';
}

function isEmpty(check: Check): boolean {
  switch (check.check) {
    case 'final-state':
      return check.mode === 'partial' && check.expect.length === 0 && check.forbidChanges.length === 0;
    case 'tool-calls':
      return check.required.length + check.forbidden.length + check.order.length === 0;
    case 'says':
      return (
        check.must.length + check.mustNot.length + check.matches.length + check.mustNotMatch.length === 0 &&
        check.schema === undefined
      );
    case 'limits':
      return limitNames.every((name) => check[name] === undefined);
    default:
      return false;
  }
}

const limitNames = [
  'maxUserTurns',
  'maxToolCalls',
  'maxToolErrors',
  'maxIdenticalCalls',
  'maxDurationMs',
  'maxTokens',
  'maxCostUsd',
] as const;

function emptyCheck(check: Check, at: number): Found {
  return {
    severity: 'error',
    code: 'empty-check',
    path: ['checks', at],
    message: `expected a ${check.check} check that can fail, got one that asks for nothing`,
    hint: 'say what is expected, or take the check out',
  };
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
