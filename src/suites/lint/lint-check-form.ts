import type { Check } from '#schema';
import type { Found, LintedScenario } from './lint-rule.ts';

/** Check ids that occur twice, and checks that whoever grades them refuses: a pattern that cannot be run, a schema that is none. */
export function lintCheckForm({ scenario, context }: LintedScenario): readonly Found[] {
  const unusable = scenario.checks.flatMap((check, at) => {
    const mistake = context.checkMistake?.(check) ?? null;
    return mistake === null ? [] : [unjudgeable(check, at, mistake)];
  });
  return [...doubledIds(scenario.checks), ...unusable];
}

function doubledIds(checks: readonly Check[]): Found[] {
  // the id a check gets when it names none: its type and its place from 1
  const ids = checks.map(({ id, check }, at) => id ?? `${check}-${at + 1}`);
  return ids.flatMap((id, at) => {
    if (ids.indexOf(id) === at) return [];
    return [
      {
        severity: 'error' as const,
        code: 'doubled-check-id',
        path: ['checks', at, 'id'],
        message: `expected an id of its own for each check, got ${id} twice`,
        hint: 'grades are kept by this id; rename one of them',
      },
    ];
  });
}

function unjudgeable(check: Check, at: number, mistake: string): Found {
  return {
    severity: 'error',
    code: 'bad-check',
    path: ['checks', at],
    message: `expected a ${check.check} check that can be judged, got a mistake in it: ${mistake}`,
    hint: 'no trial could be graded; mend it, or use plain words in must and mustNot',
  };
}
