import { type Json, type Place, SeatrialError } from '#base';
import { formatPath, type PlayedScenario, type Suite } from '#schema';
import { lintCheckForm } from './lint-check-form.ts';
import { lintCheckStrength } from './lint-check-strength.ts';
import type { LintContext } from './lint-context.ts';
import { lintFacts } from './lint-facts.ts';
import { lintFaults } from './lint-faults.ts';
import type { LintFinding } from './lint-finding.ts';
import type { Found, ScenarioRule } from './lint-rule.ts';
import { lintStatePaths } from './lint-state-paths.ts';
import { lintTools } from './lint-tools.ts';
import { lintUser } from './lint-user.ts';
import { lintWholeSuite } from './lint-whole-suite.ts';

const rules: readonly ScenarioRule[] = [
  lintCheckStrength,
  lintTools,
  lintStatePaths,
  lintCheckForm,
  lintUser,
  lintFacts,
  lintFaults,
];

/**
 * What is wrong with a suite although it can be read: checks that cannot fail or cannot pass, names that exist nowhere, users who could not speak,
 * slices and goals that say less than they seem to. Needs no agent, and the same suite gives the same findings.
 *
 * Variants of one scenario are looked at one by one, and what holds for several of them is told once.
 *
 * @returns errors before warnings, otherwise in the order of the suite
 * @example lintSuite(suite, { personas: ['plain', 'terse'] }).filter(({ severity }) => severity === 'error')
 */
export function lintSuite(suite: Suite, context: LintContext = {}): LintFinding[] {
  const beginnings = new Map<string, Beginning>();
  const found = suite.scenarios.flatMap((scenario) => {
    const beginning = beginnings.get(scenario.goalId) ?? beginningOf(scenario, context);
    beginnings.set(scenario.goalId, beginning);
    const { initial, initialText } = beginning;
    const linted = { scenario, suite, context, initial, initialText };
    const all = [...beginning.found, ...rules.flatMap((rule) => rule(linted))];
    return all.map((one) => ({ ...one, scenario: scenario.goalId }));
  });
  const findings = [...found, ...lintWholeSuite(suite)].map((one) => findingOf(one, context));
  const once = toldOnce([...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]);
  return [
    ...once.filter(({ severity }) => severity === 'error'),
    ...once.filter(({ severity }) => severity === 'warning'),
  ];
}

/** One mistake in the suite's defaults or matrix shows in many scenarios: it is told with the first of them, and how many there are. */
function toldOnce(findings: readonly LintFinding[]): LintFinding[] {
  const groups = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const { code, message, where } = finding;
    // without a line nothing tells one place from another
    const key = where.line === undefined ? JSON.stringify(finding) : JSON.stringify([code, message, where]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const scenarios = new Set([first, ...others].map(({ scenario }) => scenario)).size;
    return [scenarios === 1 ? first : { ...first, message: `${first.message} (in ${scenarios} scenarios)` }];
  });
}

/** The world's state at the beginning of a scenario, or why the world refuses it. */
interface Beginning {
  readonly initial: Json | null;
  readonly initialText: string;
  readonly found: readonly Found[];
}

const unknownBeginning = { initial: null, initialText: '' };

function beginningOf({ world: use }: PlayedScenario, { world }: LintContext): Beginning {
  if (world === undefined || world === null) return { ...unknownBeginning, found: [] };
  const seed = use.seed ?? 0;
  try {
    const initial = world.initial(use.state === undefined ? { seed } : { state: use.state, seed });
    return { initial, initialText: JSON.stringify(initial).toLowerCase(), found: [] };
  } catch (error) {
    if (!(error instanceof SeatrialError)) throw error;
    return {
      ...unknownBeginning,
      found: [
        {
          severity: 'error',
          code: 'bad-state',
          path: ['world', 'state'],
          message: `expected a state that the world accepts, got a refusal: ${error.message}`,
          hint: error.hint ?? "the scenario's state is a merge patch over the world's own",
        },
      ],
    };
  }
}

function findingOf(
  { severity, code, scenario, path, message, hint }: Found & { readonly scenario: string | null },
  { place }: LintContext,
): LintFinding {
  const where: Place = scenario === null || place === undefined ? {} : place(scenario, path);
  return { severity, code, scenario, field: formatPath(path), message, hint, where };
}
