import { SeatrialError } from '#base';
import type { Trial } from '#schema';

/**
 * The money of a run. A trial is let in only when the budget would hold even if it and all under way cost as much as the dearest so far. Those
 * under way are finished, so what is left out does not depend on how it would have ended.
 *
 * Until a first cost is known trials go one at a time. An attempt whose cost is not known counts as the dearest seen.
 */
export class RunBudget {
  spentUsd = 0;
  exhausted = false;
  readonly #limitUsd: number;
  #dearestUsd: number | null = null;
  #underWay = 0;
  #waiting: (() => void)[] = [];

  /** @param limitUsd Infinity for no budget */
  constructor(limitUsd: number) {
    this.#limitUsd = limitUsd;
  }

  /** Resolves with true when another attempt may begin, with false when the money is gone. */
  async admit(): Promise<boolean> {
    while (!this.exhausted && this.#mustWait()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.exhausted) return false;
    this.#underWay++;
    return true;
  }

  /**
   * An admitted attempt is over.
   *
   * @throws RUNNER_COST_UNKNOWN when there is a budget and nothing tells what an attempt costs
   */
  settle(trial: Trial | null): void {
    this.#underWay--;
    try {
      if (trial !== null) this.count(trial);
    } finally {
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  /** Counts an attempt's cost, also one of an earlier process. @throws RUNNER_COST_UNKNOWN */
  count(trial: Trial): void {
    const costUsd = attemptCostUsd(trial);
    if (costUsd === null && this.#dearestUsd === null && trial.outcome !== 'lost' && this.#limitUsd !== Infinity)
      throw costUnknown();
    this.spentUsd += costUsd ?? this.#dearestUsd ?? 0;
    if (costUsd !== null) this.#dearestUsd = Math.max(this.#dearestUsd ?? 0, costUsd);
    this.exhausted ||= this.spentUsd + (this.#dearestUsd ?? 0) > this.#limitUsd;
  }

  #mustWait(): boolean {
    if (this.#limitUsd === Infinity || this.#underWay === 0) return false;
    if (this.#dearestUsd === null) return true;
    return this.spentUsd + this.#dearestUsd * (this.#underWay + 1) > this.#limitUsd;
  }
}

/** What one attempt cost in all, in US dollars; null when agent, user or judge do not tell. Taken out of the plan: nothing. */
export function attemptCostUsd({ cost, loss }: Trial): number | null {
  if (loss?.owner === 'plan') return 0;
  const { agentUsd, userUsd, judgeUsd, otherUsd } = cost;
  if (agentUsd === null || userUsd === null || judgeUsd === null) return null;
  return agentUsd + userUsd + judgeUsd + (otherUsd ?? 0);
}

function costUnknown(): SeatrialError {
  return new SeatrialError('RUNNER_COST_UNKNOWN', {
    message: 'expected to know what a trial costs, because there is a budget; got a trial whose cost nobody tells',
    hint: 'let the agent report costUsd, use models with a known price, or go on without --budget',
  });
}
