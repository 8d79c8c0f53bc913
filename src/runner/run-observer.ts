import type { Trial } from '#schema';
import type { TrialRequest } from './played-trial.ts';

/** Told what a run does, for whoever shows its progress. Must not throw. */
export interface RunObserver {
  began(request: TrialRequest): void;
  /** An attempt is stored; `settled` when it was the trial's last. Also called for attempts of earlier processes, without a `began`. */
  ended(trial: Trial, settled: boolean): void;
}
