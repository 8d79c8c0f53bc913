import type { Trial } from '#schema';
import { clusterWilson } from '#stats';
import type { Clock } from './clock.ts';
import { type TrialRequest, trialName } from './played-trial.ts';
import { attemptCostUsd } from './run-budget.ts';
import type { RunObserver } from './run-observer.ts';

/** How far a run has come, at one moment. */
export interface RunProgress {
  /** Trials in the plan. */
  readonly planned: number;
  /** Trials of which nothing more is to be played: passed + failed + lost + dropped. */
  readonly settled: number;
  readonly passed: number;
  readonly failed: number;
  readonly lost: number;
  /** Taken out of the plan: budget, early stop. */
  readonly dropped: number;
  /** Why trials were lost, most frequent first. */
  readonly lostAs: readonly { readonly code: string; readonly count: number }[];
  /** Attempts that were lost and are tried again. */
  readonly retried: number;
  /** pass^1 over the trials settled so far, scenarios as units; null before the first. */
  readonly success: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** What is known to be spent, in US dollars; null while nothing told a cost. */
  readonly spentUsd: number | null;
  readonly underWay: number;
  /** Those under way for the longest time; trials count from 1, as people do. */
  readonly slowest: readonly { readonly name: string; readonly elapsedMs: number }[];
}

/** How many of those under way are named. */
const named = 3;

/** Follows a run with counts alone, however many trials it has. */
export class ProgressTally implements RunObserver {
  readonly #planned: number;
  readonly #clock: Clock;
  readonly #scenarios = new Map<string, { passes: number; graded: number }>();
  readonly #underWay = new Map<string, { readonly name: string; readonly sinceMs: number }>();
  readonly #losses = new Map<string, number>();
  readonly #counts = { passed: 0, failed: 0, lost: 0, dropped: 0, retried: 0 };
  #spentUsd: number | null = null;

  /** @param planned trials in the plan */
  constructor(planned: number, clock: Clock) {
    this.#planned = planned;
    this.#clock = clock;
  }

  began(request: TrialRequest): void {
    const name = `${request.scenario.id} trial ${request.index + 1}`;
    this.#underWay.set(trialName(request), { name, sinceMs: this.#clock.elapsedMs() });
  }

  ended(trial: Trial, settled: boolean): void {
    this.#underWay.delete(`${trial.scenarioId}#${trial.index}.${trial.attempt}`);
    const costUsd = trial.loss?.owner === 'plan' ? null : attemptCostUsd(trial);
    if (costUsd !== null) this.#spentUsd = (this.#spentUsd ?? 0) + costUsd;
    if (!settled) this.#counts.retried++;
    else if (trial.loss?.owner === 'plan') this.#counts.dropped++;
    else if (trial.outcome === 'lost') this.#lose(trial.loss?.code ?? 'unknown');
    else this.#grade(trial);
  }

  /** The progress now. */
  snapshot(): RunProgress {
    const { passed, failed, lost, dropped } = this.#counts;
    const now = this.#clock.elapsedMs();
    return {
      ...this.#counts,
      planned: this.#planned,
      settled: passed + failed + lost + dropped,
      lostAs: [...this.#losses].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
      success: this.#success(),
      spentUsd: this.#spentUsd,
      underWay: this.#underWay.size,
      // in order of their beginning, so the longest come first
      slowest: [...this.#underWay.values()]
        .slice(0, named)
        .map(({ name, sinceMs }) => ({ name, elapsedMs: now - sinceMs })),
    };
  }

  #lose(code: string): void {
    this.#counts.lost++;
    this.#losses.set(code, (this.#losses.get(code) ?? 0) + 1);
  }

  #grade({ scenarioId, outcome }: Trial): void {
    const scenario = this.#scenarios.get(scenarioId) ?? { passes: 0, graded: 0 };
    this.#scenarios.set(scenarioId, scenario);
    scenario.graded++;
    if (outcome === 'pass') scenario.passes++;
    this.#counts[outcome === 'pass' ? 'passed' : 'failed']++;
  }

  #success(): RunProgress['success'] {
    const shares = [...this.#scenarios.values()].map(({ passes, graded }) => passes / graded);
    if (shares.length === 0) return null;
    const { low, high } = clusterWilson(shares, { trials: this.#counts.passed + this.#counts.failed });
    return { value: shares.reduce((sum, share) => sum + share, 0) / shares.length, low, high };
  }
}
