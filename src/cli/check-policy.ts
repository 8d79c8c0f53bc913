import { lintPolicy, type PlannedSize, type PolicyFinding } from '#gates';
import type { GatePolicy, Suite } from '#schema';

/** A finding about a gate policy that is to judge runs of a suite. */
export interface PolicyMistake extends Omit<PolicyFinding, 'code'> {
  readonly severity: 'error' | 'warning';
  readonly code: PolicyFinding['code'] | 'unknown-slice' | 'other-size' | 'suite-too-small';
}

/** So many trials that no rule fails for want of them: how often the suite will be played is not known yet. */
const unlimitedTrials = 1000;

/**
 * What is wrong with a policy for runs of this suite. What could never pass at the size the policy plans is an error; what the suite is too small
 * for as it stands is a warning, because suites grow.
 */
export function checkPolicy(policy: GatePolicy, suite: Suite): PolicyMistake[] {
  const planned = policy.planned ?? null;
  const errors = lintPolicy(policy, planned === null ? null : { ...planned, scenariosIn: scenariosIn(suite) });
  const size: PlannedSize = {
    scenarios: suite.scenarios.length,
    trials: planned?.trials ?? unlimitedTrials,
    scenariosIn: scenariosIn(suite),
  };
  return [
    ...errors.map((finding) => ({ ...finding, severity: 'error' as const })),
    ...unknownSlices(policy, suite),
    ...tooSmall(lintPolicy(policy, size), errors, suite),
    ...otherSize(policy, suite),
  ];
}

function tooSmall(findings: readonly PolicyFinding[], told: readonly PolicyFinding[], suite: Suite): PolicyMistake[] {
  const rules = findings
    .filter(({ code, path }) => code === 'never-passes' && !told.some((other) => other.path === path))
    .map(({ path }) => path);
  if (rules.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'suite-too-small',
      path: '',
      message: `with ${suite.scenarios.length} played scenarios even a perfect, unchanged agent could not pass ${rules.join(', ')}`,
      hint: 'the gate would say inconclusive; `seatrial plan --policy` computes how many scenarios decide',
    },
  ];
}

function scenariosIn({ scenarios }: Suite): NonNullable<PlannedSize['scenariosIn']> {
  return ({ name, value }) => {
    const sizes = new Map<string, number>();
    for (const { slices } of scenarios) {
      const of = slices[name];
      if (of !== undefined && (value === null || of === value)) sizes.set(of, (sizes.get(of) ?? 0) + 1);
    }
    return sizes.size === 0 ? null : Math.min(...sizes.values());
  };
}

function unknownSlices(policy: GatePolicy, suite: Suite): PolicyMistake[] {
  const has = scenariosIn(suite);
  return (['floors', 'noWorse', 'ratios'] as const).flatMap((section) =>
    policy[section].flatMap(({ slice }, at) => {
      if (slice === undefined) return [];
      const { name, value } = typeof slice === 'string' ? { name: slice, value: null } : slice;
      if (has({ name, value }) !== null) return [];
      return [unknownSlice(value === null ? name : `${name}: ${value}`, `${section}[${at}].slice`, suite)];
    }),
  );
}

function unknownSlice(slice: string, path: string, { scenarios }: Suite): PolicyMistake {
  const names = [...new Set(scenarios.flatMap(({ slices }) => Object.keys(slices)))].sort();
  return {
    severity: 'error',
    code: 'unknown-slice',
    path,
    message: `expected a slice of the suite, got ${slice}`,
    hint: names.length === 0 ? 'its scenarios have no slices' : `its slices: ${names.slice(0, 20).join(', ')}`,
  };
}

function otherSize({ planned }: GatePolicy, { scenarios }: Suite): PolicyMistake[] {
  if (planned === undefined || planned.scenarios <= scenarios.length) return [];
  return [
    {
      severity: 'warning',
      code: 'other-size',
      path: 'planned.scenarios',
      message: `expected a suite of ${planned.scenarios} scenarios, as the policy plans, got ${scenarios.length}`,
      hint: 'add scenarios, or plan for what there is',
    },
  ];
}
