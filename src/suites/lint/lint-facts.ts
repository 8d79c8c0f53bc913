import type { Found, LintedScenario } from './lint-rule.ts';

/**
 * Identifying facts, such as order numbers and e-mail addresses, that occur neither in the world nor in a check: the agent can do nothing with them,
 * and most often they are misspelt. Other facts may be words for which nothing is known to match.
 */
export function lintFacts({ scenario, initial, initialText }: LintedScenario): readonly Found[] {
  const { user } = scenario;
  if (initial === null || user.kind === 'scripted') return [];
  const identifying = user.facts.flatMap((fact, at) =>
    fact.tell !== 'never' && typeof fact.value === 'string' && isIdentifier(fact.value)
      ? [{ ...fact, value: fact.value, at }]
      : [],
  );
  if (identifying.length === 0) return [];
  const checks = JSON.stringify(scenario.checks).toLowerCase();
  return identifying
    .filter(({ value }) => {
      const written = JSON.stringify(value).slice(1, -1).toLowerCase();
      return !initialText.includes(written) && !checks.includes(written);
    })
    .map(({ at, value, label }) => ({
      severity: 'warning',
      code: 'unused-fact',
      path: ['user', 'facts', at, 'value'],
      message: `expected the ${label} to occur in the world or in a check, got ${value}, which does not`,
      hint: 'is it misspelt? Leave it if the agent is meant to find nothing',
    }));
}

function isIdentifier(value: string): boolean {
  return value.length >= 4 && !/\s/.test(value) && /[\d@]/.test(value);
}
