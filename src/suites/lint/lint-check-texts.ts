import type { Check } from '#schema';
import type { Found, LintedScenario } from './lint-rule.ts';

/** Check ids that occur twice, and regular expressions that cannot be run. */
export function lintCheckTexts({ scenario, context }: LintedScenario): readonly Found[] {
  const { patternMistake = syntaxMistake } = context;
  return [
    ...doubledIds(scenario.checks),
    ...scenario.checks.flatMap((check, at) => (check.check === 'says' ? lintPatterns(check, at, patternMistake) : [])),
  ];
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

function lintPatterns(
  check: Extract<Check, { check: 'says' }>,
  at: number,
  mistakeOf: (source: string) => string | null,
): Found[] {
  return (['matches', 'mustNotMatch'] as const).flatMap((field) =>
    check[field].flatMap((source, index) => {
      const mistake = mistakeOf(source);
      if (mistake === null) return [];
      return [
        {
          severity: 'error' as const,
          code: 'bad-pattern',
          path: ['checks', at, field, index],
          message: `expected a regular expression that can be run, got ${source}: ${mistake}`,
          hint: 'for plain words use must and mustNot',
        },
      ];
    }),
  );
}

// Only compiled: nothing is searched with a pattern from a file.
function syntaxMistake(source: string): string | null {
  try {
    new RegExp(source, 'iu');
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
