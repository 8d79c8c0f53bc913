import { faultOperators, type GatePolicy, type MetricId, quantityText, readMetric } from '#schema';
import { meanOfProportions, pairedDifference, smallestSampleBoundingQuantile } from '#stats';

/** The size a policy is checked against. */
export interface PlannedSize {
  readonly scenarios: number;
  /** Trials of each scenario. */
  readonly trials: number;
  /** Scenarios in a slice, where known; the value is left out for "the smallest of the slice name". */
  readonly scenariosIn?: (slice: { readonly name: string; readonly value: string | null }) => number | null;
}

/** What is wrong with a policy. */
export interface PolicyFinding {
  readonly code: 'wrong-section' | 'never-passes' | 'no-such-value' | 'duplicate-id' | 'no-rules';
  /** Path of the rule in the policy, such as `floors[2]`. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

type Rule = GatePolicy['floors'][number] | GatePolicy['noWorse'][number] | GatePolicy['ratios'][number];

/**
 * What makes a policy useless before any run is made: rules in the wrong section, values that do not exist, and rules that could not pass at
 * the planned size even if every trial succeeded and nothing changed.
 *
 * @param size null when the size is not known; then only the rules themselves are checked
 */
export function lintPolicy(policy: GatePolicy, size: PlannedSize | null): PolicyFinding[] {
  return [
    ...lintWhole(policy, size),
    ...policy.floors.flatMap((rule, at) => lintFloor(rule, `floors[${at}]`, policy, size)),
    ...policy.noWorse.flatMap((rule, at) => [
      ...lintFaultKind(rule.metric, `noWorse[${at}]`),
      ...lintNoWorse(rule, `noWorse[${at}]`, policy, size),
    ]),
    ...policy.ratios.flatMap((rule, at) => lintRatio(rule, `ratios[${at}]`, policy, size)),
  ];
}

function lintWhole(policy: GatePolicy, size: PlannedSize | null): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const rules: readonly Rule[] = [...policy.floors, ...policy.noWorse, ...policy.ratios];
  if (rules.length === 0)
    findings.push({
      code: 'no-rules',
      path: '',
      message: 'the policy has no rule',
      hint: 'add a floor, a no-worse rule or a ratio',
    });
  const ids = rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    findings.push({
      code: 'duplicate-id',
      path: '',
      message: `two rules have the id ${id}`,
      hint: 'give each rule its own id',
    });
  const { scenarios, trialsPerScenario } = policy.minimumEvidence;
  if (size !== null && (scenarios > size.scenarios || trialsPerScenario > size.trials))
    findings.push(
      neverPasses(
        'minimumEvidence',
        `it asks for ${scenarios} scenarios of ${trialsPerScenario} trials, and ${size.scenarios} of ${size.trials} are planned`,
        'plan more, or ask for less',
      ),
    );
  return findings;
}

function lintFloor(
  rule: GatePolicy['floors'][number],
  path: string,
  policy: GatePolicy,
  size: PlannedSize | null,
): PolicyFinding[] {
  const { unit } = readMetric(rule.metric);
  const threshold = rule.atLeast ?? rule.atMost ?? 0;
  if (unit === 'share' && (threshold < 0 || threshold > 1))
    return [
      {
        code: 'no-such-value',
        path,
        message: `${rule.metric} is a share and can never be ${threshold}`,
        hint: 'write 0.8 for 80 %',
      },
    ];
  const misspelt = lintFaultKind(rule.metric, path);
  if (size === null || misspelt.length > 0) return misspelt;
  const scenarios = scenariosFor(rule, size);
  return [
    ...lintTrials(rule.metric, path, size),
    ...lintQuantile(rule.metric, path, policy, scenarios * size.trials),
    ...(isScenarioShare(rule.metric) ? lintShareFloor(rule, path, policy, scenarios, size.trials) : []),
  ];
}

const faultMetrics: ReadonlySet<string> = new Set([
  'fault-recovery',
  'fault-detection',
  'silent-corruption',
  'duplicate-effect',
]);

/** A kind that no plan can inject is never met, so that the rule would stay undecided for ever. */
function lintFaultKind(metric: MetricId, path: string): PolicyFinding[] {
  const [family = '', kind] = metric.split(':', 2);
  if (kind === undefined || !faultMetrics.has(family) || Object.hasOwn(faultOperators, kind)) return [];
  const message = `${metric} names no kind of fault`;
  return [{ code: 'no-such-value', path, message, hint: `the kinds are ${Object.keys(faultOperators).join(', ')}` }];
}

function lintShareFloor(
  rule: GatePolicy['floors'][number],
  path: string,
  policy: GatePolicy,
  scenarios: number,
  trials: number,
): PolicyFinding[] {
  const best = rule.atLeast === undefined ? 0 : 1;
  const { interval } = meanOfProportions(new Array<number>(scenarios).fill(best), {
    estimand: rule.metric,
    level: policy.level,
    trials: scenarios * trials,
  });
  const reachable = rule.atLeast === undefined ? interval.high <= (rule.atMost ?? 1) : interval.low >= rule.atLeast;
  if (reachable) return [];
  const bound = rule.atLeast === undefined ? interval.high : interval.low;
  return [
    neverPasses(
      path,
      `even a perfect run of ${scenarios} scenarios shows ${rule.metric} only as ${rule.atLeast === undefined ? 'at most' : 'at least'} ${quantityText(bound, 'share')}, not ${rule.atLeast ?? rule.atMost}`,
      'plan more scenarios, or move the threshold; `seatrial plan` computes how many',
    ),
  ];
}

function lintNoWorse(
  rule: GatePolicy['noWorse'][number],
  path: string,
  policy: GatePolicy,
  size: PlannedSize | null,
): PolicyFinding[] {
  const { unit } = readMetric(rule.metric);
  if (unit !== 'share')
    return [
      wrongSection(
        path,
        `${rule.metric} is a quantity; a margin of ${rule.margin} ${unit} has no meaning across suites`,
        'use ratios: {atMost: 1.1}',
      ),
    ];
  if (size === null || rule.superior) return size === null ? [] : lintTrials(rule.metric, path, size);
  const scenarios = scenariosFor(rule, size);
  const equal = new Array(scenarios).fill({ baseline: 1, candidate: 1 });
  const { interval } = pairedDifference(equal, {
    level: policy.level,
    trials: 2 * scenarios * size.trials,
    permutations: 1,
  });
  const findings = lintTrials(rule.metric, path, size);
  if (interval.low > -rule.margin) return findings;
  return [
    ...findings,
    neverPasses(
      path,
      `even two identical perfect runs of ${scenarios} scenarios leave a loss of ${quantityText(-interval.low * 100, 'calls')} points open, more than the margin of ${quantityText(rule.margin * 100, 'calls')}`,
      'plan more scenarios, or widen the margin; `seatrial plan` computes how many',
    ),
  ];
}

function lintRatio(
  rule: GatePolicy['ratios'][number],
  path: string,
  policy: GatePolicy,
  size: PlannedSize | null,
): PolicyFinding[] {
  if (readMetric(rule.metric).unit === 'share')
    return [
      wrongSection(
        path,
        `${rule.metric} is a share; a ratio of shares hides how large they are`,
        'use noWorse with a margin',
      ),
    ];
  return size === null ? [] : lintQuantile(rule.metric, path, policy, scenariosFor(rule, size) * size.trials);
}

function lintTrials(metric: MetricId, path: string, size: PlannedSize): PolicyFinding[] {
  const k = Number(/^pass[@^](\d+)$/.exec(metric)?.[1] ?? 1);
  if (k <= size.trials) return [];
  return [
    neverPasses(
      path,
      `${metric} needs ${k} trials of each scenario, and ${size.trials} are planned`,
      `plan ${k} trials, or ask for a smaller k`,
    ),
  ];
}

function lintQuantile(metric: MetricId, path: string, policy: GatePolicy, trials: number): PolicyFinding[] {
  if (metric !== 'latency-p95') return [];
  const needed = smallestSampleBoundingQuantile(0.95, { level: 1 - (1 - policy.level) / 2 });
  if (trials >= needed) return [];
  return [
    neverPasses(
      path,
      `p95 has no upper bound below ${needed} trials, and ${trials} are planned`,
      `plan ${needed} trials, or use latency-p50`,
    ),
  ];
}

function isScenarioShare(metric: MetricId): boolean {
  return /^(success|success-planned|pass[@^]\d+|dimension:.*|human-intervention|policy-violations)$/.test(metric);
}

function scenariosFor(rule: Rule, size: PlannedSize): number {
  if (rule.slice === undefined || size.scenariosIn === undefined) return size.scenarios;
  const slice = typeof rule.slice === 'string' ? { name: rule.slice, value: null } : rule.slice;
  return size.scenariosIn(slice) ?? size.scenarios;
}

function neverPasses(path: string, message: string, hint: string): PolicyFinding {
  return { code: 'never-passes', path, message, hint };
}

function wrongSection(path: string, message: string, hint: string): PolicyFinding {
  return { code: 'wrong-section', path, message, hint };
}
