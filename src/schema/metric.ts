import { z } from 'zod';

/**
 * A metric that gates, comparisons and reports speak of, by one name everywhere:
 *
 * | id | unit | better |
 * |---|---|---|
 * | `success` | share of graded trials that pass | higher |
 * | `success-planned` | share of planned trials that pass; lost and missing count as failures | higher |
 * | `pass^K` | chance that K planned trials of a scenario all pass; lost and missing count as failures | higher |
 * | `pass@K` | chance that at least one of K planned trials passes; lost and missing count as failures | higher |
 * | `reliability-tax` | pass^1 - pass^K of planned trials at the largest K | lower |
 * | `recovery` | success of trials with at least one tool error | higher |
 * | `tool-error-rate` | failed tool calls per tool call | lower |
 * | `human-intervention` | share of trials handed over to a person | lower |
 * | `policy-violations` | share of trials with at least one violation | lower |
 * | `dimension:NAME` | share of trials whose grades in that dimension pass | higher |
 * | `loss-rate`, `missing-rate` | share of planned trials | lower |
 * | `latency-p50`, `latency-p95` | milliseconds per trial | lower |
 * | `cost-per-trial`, `cost-per-success` | US dollars | lower |
 * | `tokens-per-trial`, `tokens-per-success` | tokens, input and output | lower |
 * | `tool-calls-per-trial`, `tool-calls-per-success` | calls | lower |
 * | `turns-per-trial` | user turns | lower |
 * | `fault-recovery`, `fault-recovery:KIND` | share of manifested faults the agent recovered from | higher |
 * | `fault-detection`, `fault-detection:KIND` | share of manifested faults the agent noticed | higher |
 * | `silent-corruption`, `silent-corruption:KIND` | share of manifested faults that ended wrong unnoticed | lower |
 * | `duplicate-effect`, `duplicate-effect:KIND` | share of manifested faults after which a write took place twice | lower |
 * | `fault-delivery` | share of realised faults that were delivered | higher |
 * | `confusion-recovery`, `confusion-recovery:OPERATOR` | share of the user's confusions settled by the last intent | higher |
 * | `simulator-mistakes` | share of simulated user turns with a mistake of the simulator | lower |
 */
export const metricIdSchema = z
  .string()
  .regex(
    /^(success|success-planned|pass\^[1-9]\d?|pass@[1-9]\d?|reliability-tax|recovery|tool-error-rate|human-intervention|policy-violations|dimension:.{1,80}|loss-rate|missing-rate|latency-p50|latency-p95|cost-per-trial|cost-per-success|tokens-per-trial|tokens-per-success|tool-calls-per-trial|tool-calls-per-success|turns-per-trial|(fault-recovery|fault-detection|silent-corruption|duplicate-effect|confusion-recovery)(:[a-z][a-z-]{0,60})?|fault-delivery|simulator-mistakes)$/,
    'expected a metric, such as success, pass^4, latency-p95, cost-per-success or dimension:policy',
  );
export type MetricId = z.infer<typeof metricIdSchema>;

/** How a metric is read. */
export interface MetricReading {
  readonly better: 'higher' | 'lower';
  readonly unit: 'share' | 'ms' | 'usd' | 'tokens' | 'calls' | 'turns';
  /** In words, for people. */
  readonly label: string;
}

const quantities: Readonly<Record<string, MetricReading>> = {
  success: { better: 'higher', unit: 'share', label: 'success' },
  'success-planned': { better: 'higher', unit: 'share', label: 'success, lost and missing as failures' },
  'reliability-tax': { better: 'lower', unit: 'share', label: 'reliability tax' },
  recovery: { better: 'higher', unit: 'share', label: 'success after a tool error' },
  'tool-error-rate': { better: 'lower', unit: 'share', label: 'tool errors per call' },
  'human-intervention': { better: 'lower', unit: 'share', label: 'human intervention' },
  'policy-violations': { better: 'lower', unit: 'share', label: 'trials with a policy violation' },
  'loss-rate': { better: 'lower', unit: 'share', label: 'lost trials' },
  'missing-rate': { better: 'lower', unit: 'share', label: 'missing trials' },
  'latency-p50': { better: 'lower', unit: 'ms', label: 'latency p50' },
  'latency-p95': { better: 'lower', unit: 'ms', label: 'latency p95' },
  'cost-per-trial': { better: 'lower', unit: 'usd', label: 'cost per trial' },
  'cost-per-success': { better: 'lower', unit: 'usd', label: 'cost per success' },
  'tokens-per-trial': { better: 'lower', unit: 'tokens', label: 'tokens per trial' },
  'tokens-per-success': { better: 'lower', unit: 'tokens', label: 'tokens per success' },
  'tool-calls-per-trial': { better: 'lower', unit: 'calls', label: 'tool calls per trial' },
  'tool-calls-per-success': { better: 'lower', unit: 'calls', label: 'tool calls per success' },
  'turns-per-trial': { better: 'lower', unit: 'turns', label: 'user turns per trial' },
  'fault-recovery': { better: 'higher', unit: 'share', label: 'recovery from faults' },
  'fault-detection': { better: 'higher', unit: 'share', label: 'faults noticed' },
  'silent-corruption': { better: 'lower', unit: 'share', label: 'silent corruption by faults' },
  'duplicate-effect': { better: 'lower', unit: 'share', label: 'writes done twice after faults' },
  'fault-delivery': { better: 'higher', unit: 'share', label: 'faults delivered' },
  'confusion-recovery': { better: 'higher', unit: 'share', label: 'recovery from confusion' },
  'simulator-mistakes': { better: 'lower', unit: 'share', label: 'user turns with a simulator mistake' },
};

/** How to read a metric: which direction is better, its unit, its name in words. */
export function readMetric(id: MetricId): MetricReading {
  const known = quantities[id];
  if (known !== undefined) return known;
  if (id.startsWith('dimension:')) return { better: 'higher', unit: 'share', label: id.slice('dimension:'.length) };
  const [family, kind] = id.split(':', 2);
  const reading = family === undefined || kind === undefined ? undefined : quantities[family];
  if (reading !== undefined) return { ...reading, label: `${reading.label}: ${kind}` };
  return { better: 'higher', unit: 'share', label: id };
}

/** A metric over a whole run, or over one slice of it. */
export const metricScopeSchema = z.object({
  metric: metricIdSchema,
  /** Null for the whole run. */
  slice: z.object({ name: z.string(), value: z.string() }).nullable(),
});
export type MetricScope = z.infer<typeof metricScopeSchema>;

/** A slice in a sentence: its value where that says enough by itself, else name and value, such as `turns=25`. */
export function sliceText({ name, value }: { readonly name: string; readonly value: string }): string {
  return value.length > 4 && /\p{L}{3}/u.test(value) ? value : `${name}=${value}`;
}
