import type { Json, Place } from '#base';
import { formatPath, type Scenario, type SuiteDocument, type UserSpec } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import type { AuthoredScenario } from './authored-scenario.ts';
import { caughtProblems } from './caught-problems.ts';
import type { ResolvedScenario } from './resolved-scenario.ts';
import type { SuiteProblem } from './suite-problem.ts';
import type { SuiteSources } from './suite-sources.ts';

type Defaults = SuiteDocument['defaults'];
type Locate = AuthoredScenario['place'];

/**
 * Fills in what scenarios leave to the suite's defaults and reads the files they name. Slices and limits merge name by name, the default checks
 * come before a scenario's own, and everything else of the scenario replaces the default.
 */
export async function resolveScenarios(
  authored: readonly AuthoredScenario[],
  header: SuiteDocument,
  root: AuthoredDocument,
  sources: SuiteSources,
  problems: SuiteProblem[],
): Promise<ResolvedScenario[]> {
  const { defaults, matrix } = header;
  const placeOfDefaults: Locate = (path) => root.place(['defaults', ...path]);
  // once for the suite, so that a mistake in them is told once
  const shared = await filesOf(defaults, placeOfDefaults, 'defaults.', sources, problems);
  const resolved: ResolvedScenario[] = [];
  for (const { scenario, choosesPersona, place } of authored) {
    const own = await filesOf(scenario, place, '', sources, problems);
    resolved.push({
      scenario: merged(scenario, defaults, choosesPersona, sources),
      policyText: scenario.policy === undefined ? shared.policyText : own.policyText,
      faultPlan: scenario.faults === undefined ? shared.faultPlan : own.faultPlan,
      place: (path) => {
        if (matrix.persona !== undefined && isPersona(path)) return root.place(['matrix', 'persona']);
        const fromDefaults = isPersona(path) && !choosesPersona && defaults.persona !== undefined;
        return fromDefaults
          ? placeOfDefaults(['persona'])
          : placeOfChecked(path, defaults.checks.length, place, placeOfDefaults);
      },
    });
  }
  return resolved;
}

async function filesOf(
  { policy, faults }: Pick<Scenario, 'policy' | 'faults'>,
  place: Locate,
  above: string,
  sources: SuiteSources,
  problems: SuiteProblem[],
): Promise<{ policyText: string | null; faultPlan: Json | null }> {
  const at = (field: string): Place => ({ ...place([field]), path: formatPath([`${above}${field}`]) });
  const policyText =
    policy === undefined ? null : await caughtProblems(problems, () => sources.policy(policy, at('policy')));
  const faultPlan =
    faults === undefined ? null : await caughtProblems(problems, () => sources.faultPlan(faults, at('faults')));
  return { policyText, faultPlan };
}

function merged(scenario: Scenario, defaults: Defaults, choosesPersona: boolean, sources: SuiteSources): Scenario {
  const tools = scenario.tools ?? defaults.tools;
  const { user } = scenario;
  return {
    ...scenario,
    slices: { ...defaults.slices, ...scenario.slices },
    limits: { ...defaults.limits, ...scenario.limits },
    checks: [...defaults.checks, ...scenario.checks],
    ...(tools !== undefined && { tools }),
    user: choosesPersona ? withPersona(user, undefined, sources) : withPersona(user, defaults.persona, sources),
  };
}

function withPersona(user: UserSpec, persona: Defaults['persona'], sources: SuiteSources): UserSpec {
  return user.kind === 'scripted' ? user : { ...user, persona: sources.persona(persona ?? user.persona) };
}

function isPersona([field, below]: readonly PropertyKey[]): boolean {
  return field === 'user' && below === 'persona';
}

function placeOfChecked(path: readonly PropertyKey[], defaultChecks: number, own: Locate, ofDefaults: Locate): Place {
  const [field, at, ...below] = path;
  if (field !== 'checks' || typeof at !== 'number') return own(path);
  return at < defaultChecks ? ofDefaults(path) : own([field, at - defaultChecks, ...below]);
}
