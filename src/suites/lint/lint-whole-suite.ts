import type { PlayedScenario, Suite } from '#schema';
import type { Found } from './lint-rule.ts';
import { similarGoals } from './similar-goals.ts';

/** A finding about the suite, or about one scenario among the others. */
export interface SuiteFound extends Found {
  readonly scenario: string | null;
}

/** What only shows when all scenarios are seen together. */
export function lintWholeSuite(suite: Suite): SuiteFound[] {
  const goals = [...new Map(suite.scenarios.map((scenario) => [scenario.goalId, scenario])).values()];
  const slices = goals.length > 1 ? lintSlices(suite.scenarios) : [];
  return [...slices, ...lintGoals(goals), ...(suite.visibility === 'holdout' ? lintHoldout(goals) : [])];
}

function lintSlices(scenarios: readonly PlayedScenario[]): SuiteFound[] {
  const goalsOf = new Map<string, Map<string, Set<string>>>();
  for (const { slices, goalId } of scenarios)
    for (const [name, value] of Object.entries(slices)) {
      const values = goalsOf.get(name) ?? new Map<string, Set<string>>();
      goalsOf.set(name, values.set(value, (values.get(value) ?? new Set()).add(goalId)));
    }
  return [...goalsOf].flatMap(([name, values]) => {
    const lonely = [...values].filter(([, goals]) => goals.size === 1).map(([value]) => value);
    return lonely.length === 0 ? [] : [lonelySlice(name, lonely)];
  });
}

function lonelySlice(name: string, values: readonly string[]): SuiteFound {
  const shown = values.slice(0, 8).join(', ');
  return {
    severity: 'warning',
    code: 'lonely-slice',
    scenario: null,
    path: [],
    message: `expected several scenarios in each slice of ${name}, got one in ${shown}${values.length > 8 ? ` and ${values.length - 8} more` : ''}`,
    hint: 'one scenario says nothing about a slice: add scenarios, or merge values',
  };
}

function lintGoals(goals: readonly PlayedScenario[]): SuiteFound[] {
  const named = goals.map(({ goalId: id, goal }) => ({ id, goal }));
  return similarGoals(named).map(({ first, second }) => ({
    severity: 'warning',
    code: 'similar-goals',
    scenario: second,
    path: ['goal'],
    message: `expected a goal of its own, got nearly that of ${first}`,
    hint: 'scenarios that repeat each other make intervals look narrower than they are; vary the goal, or use the matrix',
  }));
}

// A hold-out that stands in a public place has been in training data, or will be.
function lintHoldout(goals: readonly PlayedScenario[]): SuiteFound[] {
  return goals
    .filter(({ provenance = '' }) => /\bpublic\b|\bbenchmark\b|^https?:/i.test(provenance))
    .map(({ goalId }) => ({
      severity: 'warning',
      code: 'public-holdout',
      scenario: goalId,
      path: ['provenance'],
      message: 'expected a scenario that nobody has seen, got one of public origin in a hold-out suite',
      hint: 'models may have been trained on it: write it anew, or make the suite public',
    }));
}
