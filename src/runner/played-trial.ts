import type { PlayedScenario, Trajectory, Trial, TrialLimits } from '#schema';

/** One attempt to be played. */
export interface TrialRequest {
  readonly scenario: PlayedScenario;
  /** Which trial of the scenario, from 0. */
  readonly index: number;
  /** Which attempt at it, from 0. */
  readonly attempt: number;
  /** The trial's own seed, see `trialSeed`. */
  readonly seed: number;
  /** Limits given for the whole run. */
  readonly limits?: TrialLimits;
}

/** An attempt that was played, ready to be stored. */
export interface PlayedTrial {
  readonly trial: Trial;
  readonly trajectory: Trajectory;
  /** How long the other side asks us to wait before another attempt, in ms. */
  readonly retryAfterMs: number | null;
}

/** A trial's name among people and in an agent's own logs: `refund-late#3.0` is the first attempt at the fourth trial. */
export function trialName({ scenario, index, attempt }: Pick<TrialRequest, 'scenario' | 'index' | 'attempt'>): string {
  return `${scenario.id}#${index}.${attempt}`;
}
