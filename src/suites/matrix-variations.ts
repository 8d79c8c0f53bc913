import type { Json } from '#base';
import type { Confusion, Persona, SuiteDocument, UserSpec } from '#schema';
import type { ResolvedScenario } from './resolved-scenario.ts';
import type { SuiteSources } from './suite-sources.ts';

/** One value of one dimension of the matrix. */
export interface Variation {
  readonly dimension: 'turns' | 'persona' | 'faults' | 'confusion';
  /** As the slice shows it. */
  readonly value: string;
  /** Whether it changes nothing and its id is the scenario's own. */
  readonly own: boolean;
  /** The value of the same dimension that it is compared with: no fault, for a fault plan. Null for none. */
  readonly twin: Variation | null;
  readonly apply: (scenario: ResolvedScenario) => ResolvedScenario;
}

/** Fault plans of the matrix, read. */
export type MatrixPlans = ReadonlyMap<string | null, Json | null>;

/**
 * What a scenario is multiplied by: a list for each dimension that speaks of it. A scripted user has no persona, pace or confusion, so only faults
 * multiply it.
 */
export function matrixVariations(
  { scenario }: ResolvedScenario,
  matrix: SuiteDocument['matrix'],
  plans: MatrixPlans,
  sources: SuiteSources,
): Variation[][] {
  const clean = matrix.faults?.includes(null) ? faultVariation(null, null, null) : null;
  const faults = (matrix.faults ?? []).map((name) => faultVariation(name, plans.get(name) ?? null, clean));
  if (scenario.user.kind === 'scripted') return [faults].filter(({ length }) => length > 0);
  const turns =
    scenario.turns === undefined
      ? (matrix.turns ?? []).map(turnVariation)
      : [ownLength, ...scenario.turns.map(turnVariation)];
  const personas = (matrix.persona ?? []).map((persona) => personaVariation(sources.persona(persona)));
  const confusions = (matrix.confusions ?? []).map(confusionVariation);
  return [turns, personas, faults, confusions].filter(({ length }) => length > 0);
}

/** The length that comes about by itself, or the scenario's own pace. */
const ownLength: Variation = {
  dimension: 'turns',
  value: 'own',
  own: true,
  twin: null,
  apply: (scenario) => scenario,
};

function turnVariation(turns: number): Variation {
  return variation('turns', String(turns), (user) => ({ ...user, pace: turns }));
}

function personaVariation(persona: string | Persona): Variation {
  const name = typeof persona === 'string' ? persona : persona.name;
  return variation('persona', name, (user) => ({ ...user, persona }));
}

function confusionVariation({ name, confusions }: { name: string; confusions: readonly Confusion[] }): Variation {
  return variation('confusion', name, (user) => ({ ...user, confusions: [...user.confusions, ...confusions] }));
}

function faultVariation(name: string | null, faultPlan: Json | null, clean: Variation | null): Variation {
  return {
    dimension: 'faults',
    value: name ?? 'none',
    own: false,
    twin: name === null ? null : clean,
    apply: (scenario) => ({ ...scenario, faultPlan }),
  };
}

type Agenda = Exclude<UserSpec, { kind: 'scripted' }>;

function variation(dimension: Variation['dimension'], value: string, change: (user: Agenda) => Agenda): Variation {
  return {
    dimension,
    value,
    own: false,
    twin: null,
    apply: (resolved) => {
      const { user } = resolved.scenario;
      if (user.kind === 'scripted') return resolved;
      return { ...resolved, scenario: { ...resolved.scenario, user: change(user) } };
    },
  };
}
