import type { Trial } from '#schema';
import type { RunSeal, RunWriter } from '#store';
import type { StopDecision, StopRule } from './early-stop.ts';
import type { RunPlan } from './planned-trials.ts';
import type { ProviderLimiter } from './provider-limiter.ts';
import { RunInProgress } from './run-in-progress.ts';
import type { RunObserver } from './run-observer.ts';
import type { TrialPorts } from './trial-ports.ts';

/** How a run is played, besides what is played. */
export interface RunOptions {
  /** Trials under way at once, at most. */
  readonly concurrency: number;
  /** Attempts at a trial that is lost again and again. */
  readonly maxAttempts: number;
  /** Null for no budget. */
  readonly budgetUsd: number | null;
  /** Null to play the whole plan. The plan's order must then be `scenarios`. */
  readonly stopRule: StopRule | null;
  readonly limiter?: ProviderLimiter;
  readonly observer?: RunObserver;
  /** Aborts: begin nothing new, finish what is under way, leave the run open. */
  readonly finishing: AbortSignal;
  /** Aborts: stop everything at once, leave the run open. */
  readonly cancelled: AbortSignal;
}

/** How a run ended. */
export interface RunEnding {
  readonly reason: 'complete' | 'budget-exhausted' | 'stopped-early' | 'interrupted';
  readonly spentUsd: number;
  readonly stopDecision: StopDecision | null;
  /** Null for an interrupted run, which stays open and can be resumed. */
  readonly seal: RunSeal | null;
}

/**
 * Plays a plan into a run: `concurrency` trials side by side, each stored and forgotten, lost ones tried again. Ends by sealing the run, or leaves
 * it open when interrupted. Every planned trial ends in exactly one way: passed, failed, lost, or taken out of the plan.
 *
 * @param past every attempt that earlier processes have stored in this run
 * @throws RUNNER_COST_UNKNOWN, and errors of the store; the run stays open then and can be resumed
 */
export async function runSuite(
  plan: RunPlan,
  ports: TrialPorts,
  writer: RunWriter,
  past: AsyncIterable<Trial> | Iterable<Trial>,
  options: RunOptions,
): Promise<RunEnding> {
  const run = new RunInProgress(plan, ports, writer, options);
  try {
    for await (const trial of past) run.recall(trial);
    return await run.play();
  } finally {
    // does nothing after a seal
    await writer.close();
  }
}
