import { SeatrialError } from '#base';
import type { MetricId } from '#schema';
import {
  type Estimate,
  meanOfProportions,
  type PassCount,
  passAtK,
  passHatK,
  reliabilityTax,
  type ShareTerms,
} from '#stats';
import { behaviourTerms } from './behaviour-terms.ts';
import type { ScenarioCounts } from './count.ts';
import { dimensionTally } from './dimension.ts';
import { plannedCounts } from './pass-counts.ts';
import { handOverTerms, recoveryTerms, toolErrorTerms, violationTerms } from './share-terms.ts';
import { type TrialQuantity, trialQuantities } from './trial-quantity.ts';

/** Code and reason of a metric without data. */
export type NoData = readonly [code: string, reason: string];

/** A share of each scenario's trials, averaged over the scenarios that have any. */
export interface ScenarioShareDefinition {
  readonly kind: 'scenario-share';
  /** Trials behind the scenario's share; with 0 the scenario has no say. */
  trials(scenario: ScenarioCounts): number;
  /** The share of a scenario that has a say. Throws `STATS_K_EXCEEDS_TRIALS` where it does not exist. */
  share(scenario: ScenarioCounts): number;
  /** The estimate over scenarios that all have a say. */
  estimate(scenarios: readonly ScenarioCounts[], level: number): Estimate;
  readonly none: NoData;
}

/** Events per exposure over all scenarios together. */
export interface PooledShareDefinition {
  readonly kind: 'pooled-share';
  terms(scenario: ScenarioCounts): ShareTerms;
  readonly none: NoData;
}

/** A mean over trials, or a sum over all trials divided by the number of successes. */
export interface QuantityDefinition {
  readonly kind: 'trial-mean' | 'per-success';
  readonly quantity: TrialQuantity;
  readonly none: NoData;
}

/** A quantile over trials. */
export interface QuantileDefinition {
  readonly kind: 'quantile';
  readonly p: number;
  readonly quantity: TrialQuantity;
  readonly none: NoData;
}

/** How a metric is computed, by the kind of its estimator. One definition serves the report, the comparison and the gate. */
export type MetricDefinition =
  | ScenarioShareDefinition
  | PooledShareDefinition
  | QuantityDefinition
  | QuantileDefinition;

const noGraded: NoData = ['no-graded-trials', 'no trial was graded'];
const nothingPlanned: NoData = ['nothing-planned', 'no trial was planned'];
const unknownCost: NoData = ['unknown-cost', 'the cost of no graded trial is known'];
const unrecorded = (what: string): NoData => ['not-recorded', `${what} not recorded`];
const { durationMs, costUsd, tokens, toolCalls, userTurns } = trialQuantities;

const definitions: Readonly<Record<string, MetricDefinition>> = {
  success: countedShare('success', (s) => ({ events: s.passes, exposures: s.graded }), noGraded),
  'success-planned': countedShare(
    'success of planned trials',
    (s) => ({ events: s.passes, exposures: s.planned }),
    nothingPlanned,
  ),
  'human-intervention': pooled(handOverTerms, unrecorded('whether the agent handed over to a person was')),
  'policy-violations': pooled(violationTerms, unrecorded('policy violations were')),
  'tool-error-rate': pooled(toolErrorTerms, unrecorded('the failure of tool calls was')),
  recovery: pooled(recoveryTerms, ['no-errors', 'no graded trial is known to have had a tool error']),
  'loss-rate': pooled((s) => ({ events: s.lost, exposures: s.planned }), nothingPlanned),
  'missing-rate': pooled((s) => ({ events: s.missing, exposures: s.planned }), nothingPlanned),
  'latency-p50': { kind: 'quantile', p: 0.5, quantity: durationMs, none: unrecorded('durations were') },
  'latency-p95': { kind: 'quantile', p: 0.95, quantity: durationMs, none: unrecorded('durations were') },
  'cost-per-trial': { kind: 'trial-mean', quantity: costUsd, none: unknownCost },
  'cost-per-success': { kind: 'per-success', quantity: costUsd, none: unknownCost },
  'tokens-per-trial': { kind: 'trial-mean', quantity: tokens, none: unrecorded('tokens were') },
  'tokens-per-success': { kind: 'per-success', quantity: tokens, none: unrecorded('tokens were') },
  'tool-calls-per-trial': { kind: 'trial-mean', quantity: toolCalls, none: unrecorded('tool calls were') },
  'tool-calls-per-success': { kind: 'per-success', quantity: toolCalls, none: unrecorded('tool calls were') },
  'turns-per-trial': { kind: 'trial-mean', quantity: userTurns, none: unrecorded('user turns were') },
};

/**
 * How a metric is computed.
 *
 * @param metric an id of `metricIdSchema`
 * @param k the k of the reliability tax: the largest that every scenario in question supports
 * @throws RELIABILITY_UNKNOWN_METRIC
 */
export function metricDefinition(metric: MetricId, k: number): MetricDefinition {
  const known = Object.hasOwn(definitions, metric) ? definitions[metric] : undefined;
  if (known !== undefined) return known;
  if (metric === 'reliability-tax') return taxDefinition(k);
  const behaviour = behaviourTerms(metric);
  if (behaviour !== null) return pooled(behaviour.terms, behaviour.none);
  if (metric.startsWith('dimension:')) return dimensionDefinition(metric.slice('dimension:'.length));
  if (metric.startsWith('pass^') || metric.startsWith('pass@')) return passKDefinition(metric);
  throw new SeatrialError('RELIABILITY_UNKNOWN_METRIC', {
    message: `expected a metric such as success, pass^4 or cost-per-success, got ${JSON.stringify(metric.slice(0, 80))}`,
    hint: 'run `seatrial schema gate-policy` for their names',
  });
}

/** Success under a reading of its own: whichever trials count as passes, of whichever denominator. */
export function countedShare(
  estimand: string,
  terms: (scenario: ScenarioCounts) => ShareTerms,
  none: NoData,
): ScenarioShareDefinition {
  const share = (scenario: ScenarioCounts) => terms(scenario).events / terms(scenario).exposures;
  const trials = (scenario: ScenarioCounts) => terms(scenario).exposures;
  return {
    kind: 'scenario-share',
    trials,
    share,
    estimate: (scenarios, level) =>
      meanOfProportions(scenarios.map(share), {
        estimand,
        level,
        trials: scenarios.reduce((total, scenario) => total + trials(scenario), 0),
      }),
    none,
  };
}

function pooled(terms: (scenario: ScenarioCounts) => ShareTerms, none: NoData): PooledShareDefinition {
  return { kind: 'pooled-share', terms, none };
}

function dimensionDefinition(dimension: string): MetricDefinition {
  const terms = (scenario: ScenarioCounts) => {
    const { passed, scored } = dimensionTally(scenario, dimension);
    return { events: passed, exposures: scored };
  };
  return countedShare(`share passing ${dimension}`, terms, ['not-scored', `no trial was scored on ${dimension}`]);
}

function taxDefinition(k: number): MetricDefinition {
  return {
    kind: 'scenario-share',
    trials: ({ planned }) => planned,
    share: byCounts(({ passes, trials }) => passes / trials - passHatK([{ passes, trials }], k).value),
    estimate: (scenarios, level) => reliabilityTax(plannedCounts(scenarios), k, { level }),
    none: nothingPlanned,
  };
}

function passKDefinition(metric: MetricId): MetricDefinition {
  const k = Number(metric.slice('pass^'.length));
  const estimator = metric.startsWith('pass^') ? passHatK : passAtK;
  return {
    kind: 'scenario-share',
    trials: ({ planned }) => planned,
    share: byCounts((count) => estimator([count], k).value),
    estimate: (scenarios, level) => estimator(plannedCounts(scenarios), k, { level }),
    none: nothingPlanned,
  };
}

/** Larger than any planned number of trials. */
const keyBase = 2 ** 26;

/** Remembers a value by passes and planned trials, of which a run has few different pairs. */
function byCounts(value: (count: PassCount) => number): (scenario: ScenarioCounts) => number {
  const remembered = new Map<number, number>();
  return ({ passes, planned }) => {
    const key = passes * keyBase + planned;
    const found = remembered.get(key) ?? value({ passes, trials: planned });
    remembered.set(key, found);
    return found;
  };
}
