import type { Trial } from '#schema';
import type { RunWriter } from '#store';
import { backOffMs, sleepUnlessAborted } from './back-off.ts';
import { bareLostTrial } from './bare-lost-trial.ts';
import { EarlyStop } from './early-stop.ts';
import { type PlannedTrial, plannedTrials, type RunPlan } from './planned-trials.ts';
import { playTrial } from './play-trial.ts';
import type { PlayedTrial, TrialRequest } from './played-trial.ts';
import type { AttemptEnding } from './provider-limiter.ts';
import { RunBudget } from './run-budget.ts';
import { RunPast } from './run-past.ts';
import type { RunEnding, RunOptions } from './run-suite.ts';
import { storeAttempt } from './store-attempt.ts';
import type { TrialPorts } from './trial-ports.ts';
import { trialSeed } from './trial-seeds.ts';

/** Attempts that may be on their way to disk at once: enough to share flushes, few enough to keep memory flat. */
const mostStoring = 256;

/** One run while it is played. Keeps of each trial a few numbers and nothing of its words. */
export class RunInProgress {
  readonly #plan: RunPlan;
  readonly #ports: TrialPorts;
  readonly #writer: RunWriter;
  readonly #options: RunOptions;
  readonly #past: RunPast;
  readonly #budget: RunBudget;
  readonly #earlyStop: EarlyStop | null;
  readonly #queue: Iterator<PlannedTrial>;
  readonly #storing = new Set<Promise<void>>();
  readonly #broken = new AbortController();
  readonly #cancelled: AbortSignal;
  /** Aborts when nothing new is to begin. */
  readonly #ending: AbortSignal;

  constructor(plan: RunPlan, ports: TrialPorts, writer: RunWriter, options: RunOptions) {
    this.#plan = plan;
    this.#ports = ports;
    this.#writer = writer;
    this.#options = options;
    this.#past = new RunPast(options.maxAttempts);
    this.#budget = new RunBudget(options.budgetUsd ?? Number.POSITIVE_INFINITY);
    this.#earlyStop = options.stopRule === null ? null : new EarlyStop(options.stopRule, plan);
    this.#queue = plannedTrials(plan);
    this.#cancelled = AbortSignal.any([options.cancelled, this.#broken.signal]);
    this.#ending = AbortSignal.any([options.finishing, this.#cancelled]);
  }

  /** Takes in an attempt of an earlier process. @throws RUNNER_COST_UNKNOWN */
  recall(trial: Trial): void {
    this.#budget.count(trial);
    this.#tell(trial, this.#takeIn(trial));
  }

  /** Plays what is left to its end. @throws what broke the run: errors of the store, RUNNER_COST_UNKNOWN */
  async play(): Promise<RunEnding> {
    const workers = Array.from({ length: this.#options.concurrency }, () => this.#work());
    await Promise.all(workers);
    await Promise.all(this.#storing);
    if (this.#broken.signal.aborted) throw this.#broken.signal.reason;
    const dropAs = this.#dropAs();
    if (dropAs === null && !this.#allSettled()) return this.#endingOf('interrupted', null);
    const dropped = dropAs === null ? 0 : await this.#dropTheRest(dropAs);
    return this.#endingOf(dropAs === null || dropped === 0 ? 'complete' : dropAs, await this.#writer.seal());
  }

  /** Interruption leaves trials unplayed, or lost ones that may be tried again. */
  #allSettled(): boolean {
    return plannedTrials(this.#plan).every(({ scenario, index }) => this.#past.isSettled(scenario.id, index));
  }

  get #isInterrupted(): boolean {
    return this.#options.finishing.aborted || this.#options.cancelled.aborted;
  }

  /** Why the rest of the plan is not to be played; null when it is. */
  #dropAs(): 'budget-exhausted' | 'stopped-early' | null {
    if (this.#budget.exhausted || this.#past.droppedAs === 'budget-exhausted') return 'budget-exhausted';
    const stopped = (this.#earlyStop?.decision ?? null) !== null || this.#past.droppedAs === 'stopped-early';
    return stopped ? 'stopped-early' : null;
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        if (this.#isInterrupted || this.#dropAs() !== null || !(await this.#budget.admit())) return;
        // while it waited for money the run may have ended
        const next = this.#isInterrupted || this.#dropAs() !== null ? null : this.#nextTrial();
        if (next === null) {
          this.#budget.settle(null);
          return;
        }
        await this.#playToEnd(next);
      }
    } catch (error) {
      // what is thrown once everything is cancelled follows from that
      if (!this.#cancelled.aborted) this.#broken.abort(error);
    }
  }

  #nextTrial(): PlannedTrial | null {
    for (;;) {
      const { done, value } = this.#queue.next();
      if (done === true) return null;
      if (!this.#past.isSettled(value.scenario.id, value.index)) return value;
    }
  }

  /** Plays an admitted trial, again while it is lost and may be tried again. */
  async #playToEnd({ scenario, index }: PlannedTrial): Promise<void> {
    const seed = trialSeed(this.#plan.seed, scenario, index);
    for (let attempt = this.#past.nextAttempt(scenario.id, index); ; attempt++) {
      const request = { scenario, index, attempt, seed, limits: this.#plan.limits };
      const pauseMs = await this.#playOnce(request);
      if (pauseMs === null || this.#isInterrupted) return;
      await sleepUnlessAborted(pauseMs, this.#ending);
      if (this.#isInterrupted || this.#dropAs() !== null || !(await this.#budget.admit())) return;
    }
  }

  /** Plays one admitted attempt and has it stored. Gives the pause before the next one, or null when there is to be none. */
  async #playOnce(request: TrialRequest): Promise<number | null> {
    let played: PlayedTrial | null = null;
    try {
      played = await this.#playLimited(request);
    } finally {
      this.#budget.settle(played?.trial ?? null);
    }
    if (played === null) return null;
    const { trial, retryAfterMs } = played;
    const settled = this.#takeIn(trial);
    const stored = this.#store(played, settled);
    // The next trial need not wait for the disk; another attempt at this one must not come before it in the journal.
    if (!settled) await stored;
    while (this.#storing.size > mostStoring) await Promise.race(this.#storing);
    if (settled) return null;
    // a simulated user that lost its way needs no rest
    const rest = trial.loss?.owner === 'infrastructure' || retryAfterMs !== null;
    return rest ? backOffMs(request.seed, request.attempt, retryAfterMs) : 0;
  }

  /** Null when the run is to end while the attempt still waits for its provider. */
  async #playLimited(request: TrialRequest): Promise<PlayedTrial | null> {
    const { limiter, observer } = this.#options;
    const release = await limiter?.acquire(this.#ending).catch((error: unknown) => {
      if (!this.#isInterrupted) throw error;
    });
    if (this.#isInterrupted) {
      release?.({ kind: 'done' });
      return null;
    }
    let ending: AttemptEnding = { kind: 'done' };
    try {
      observer?.began(request);
      const played = await playTrial(request, this.#ports, this.#cancelled);
      const { retryAfterMs, trial } = played;
      if (trial.loss?.code.startsWith('provider-') === true) ending = { kind: 'overloaded', retryAfterMs };
      return played;
    } finally {
      release?.(ending);
    }
  }

  #store(played: PlayedTrial, settled: boolean): Promise<void> {
    const stored: Promise<void> = storeAttempt(this.#writer, played).then(
      (trial) => {
        this.#storing.delete(stored);
        this.#tell(trial, settled);
      },
      (error: unknown) => {
        this.#storing.delete(stored);
        this.#broken.abort(error);
      },
    );
    this.#storing.add(stored);
    return stored;
  }

  #tell(trial: Trial, settled: boolean): void {
    this.#options.observer?.ended(trial, settled);
  }

  #takeIn(trial: Trial): boolean {
    const settled = this.#past.add(trial);
    if (settled) this.#earlyStop?.settled(trial.scenarioId, trial.outcome);
    return settled;
  }

  /** Writes down, for every trial not begun, that it was taken out of the plan. Gives how many of the plan's trials were. */
  async #dropTheRest(code: 'budget-exhausted' | 'stopped-early'): Promise<number> {
    const appends: Promise<void>[] = [];
    for (let next = this.#nextTrial(); next !== null; next = this.#nextTrial()) {
      const { scenario, index } = next;
      // lost and not tried again: it was begun, so it stays a loss
      if (this.#past.nextAttempt(scenario.id, index) > 0) continue;
      const seed = trialSeed(this.#plan.seed, scenario, index);
      const trial = bareLostTrial(
        { scenarioId: scenario.id, index, attempt: 0, seed },
        { owner: 'plan', code, message: null },
        { reason: 'cancelled', code },
      );
      this.#tell(trial, this.#takeIn(trial));
      appends.push(this.#writer.append({ trial, trajectory: null, raw: null }));
    }
    await Promise.all(appends);
    return this.#past.dropped;
  }

  #endingOf(reason: RunEnding['reason'], seal: RunEnding['seal']): RunEnding {
    return { reason, spentUsd: this.#budget.spentUsd, stopDecision: this.#earlyStop?.decision ?? null, seal };
  }
}
