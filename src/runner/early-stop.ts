import { SeatrialError } from '#base';
import type { Trial } from '#schema';
import { createBettingCs, type Estimate } from '#stats';
import { type RunPlan, scenarioOrder } from './planned-trials.ts';

/** When a run may end before its plan: as soon as it is settled whether the metric reaches the threshold. */
export interface StopRule {
  /** `success`: the share of passed trials; `pass^N`: the chance that N trials of a scenario all pass. */
  readonly metric: 'success' | `pass^${number}`;
  /** N of pass^N; 1 for success. */
  readonly k: number;
  readonly atLeast: number;
}

/** How early stopping was settled. */
export interface StopDecision {
  readonly reached: boolean;
  /** The metric with its anytime-valid interval, scenarios as units, at the moment of stopping. */
  readonly estimate: Estimate;
}

/**
 * Reads a rule such as `success>=0.8` or `pass^4>=0.5`.
 *
 * @throws RUNNER_BAD_STOP_RULE
 */
export function parseStopRule(text: string, trials: number): StopRule {
  const match = /^(success|pass\^([1-9]\d?)) ?>= ?(0(?:\.\d{1,6})?|0?\.\d{1,6})$/.exec(text.trim());
  const atLeast = Number(match?.[3]);
  const k = Number(match?.[2] ?? 1);
  if (match === null || !(atLeast > 0 && atLeast < 1))
    throw badRule(`expected a rule such as success>=0.8 or pass^4>=0.5, got ${JSON.stringify(text.slice(0, 80))}`);
  if (k > trials) throw badRule(`pass^${k} needs at least ${k} trials of each scenario, got ${trials}`);
  return { metric: match[1] as StopRule['metric'], k, atLeast };
}

function badRule(message: string): SeatrialError {
  return new SeatrialError('RUNNER_BAD_STOP_RULE', {
    message,
    hint: 'write --stop-when "success>=0.8"; the run stops when its confidence sequence lies on one side of the threshold',
  });
}

interface Count {
  readonly position: number;
  settled: number;
  passes: number;
  graded: number;
}

/**
 * Watches a run that plays scenario after scenario and tells when the rule is settled.
 *
 * The unit is the scenario: its score is C(passes, k) / C(graded, k) over its trials, observed when all of them are settled. Scores are taken in
 * the order of the plan, which was drawn before anything was played, and never in the order in which trials happen to finish: failures often
 * finish sooner. They feed a betting confidence sequence (Waudby-Smith & Ramdas 2024).
 *
 * Promise: if scenarios are a random draw and the agent does not change during the run, the chance that the run ever stops on the wrong side of
 * the threshold is at most 5 %, however often it is looked at. A scenario all of whose trials were lost gives no score.
 */
export class EarlyStop {
  readonly #rule: StopRule;
  readonly #trials: number;
  readonly #order: readonly Count[];
  readonly #counts = new Map<string, Count>();
  readonly #sequence = createBettingCs({ level: 0.95 });
  #next = 0;
  #decision: StopDecision | null = null;

  constructor(rule: StopRule, plan: RunPlan) {
    this.#rule = rule;
    this.#trials = plan.trials;
    this.#order = scenarioOrder(plan, 0).map(({ id }, position) => {
      const count = { position, settled: 0, passes: 0, graded: 0 };
      this.#counts.set(id, count);
      return count;
    });
  }

  /** Null while it is not settled. Once settled it stays so. */
  get decision(): StopDecision | null {
    return this.#decision;
  }

  /** A trial has its last outcome. */
  settled(scenarioId: string, outcome: Trial['outcome']): void {
    const count = this.#counts.get(scenarioId);
    if (count === undefined) return;
    count.settled++;
    if (outcome !== 'lost') count.graded++;
    if (outcome === 'pass') count.passes++;
    while (this.#decision === null && this.#order[this.#next]?.settled === this.#trials) this.#observe();
  }

  #observe(): void {
    const { passes, graded } = this.#order[this.#next++]!;
    const { k, atLeast } = this.#rule;
    if (graded < k) return;
    const estimate = this.#sequence.update(allPassShare(passes, graded, k));
    if (estimate.interval.low >= atLeast) this.#decision = { reached: true, estimate };
    else if (estimate.interval.high < atLeast) this.#decision = { reached: false, estimate };
  }
}

/** C(passes, k) / C(graded, k). */
function allPassShare(passes: number, graded: number, k: number): number {
  let share = 1;
  for (let at = 0; at < k; at++) share *= Math.max(0, passes - at) / (graded - at);
  return share;
}
