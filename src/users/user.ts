import type { Json } from '#base';
import type { ConfusionOperator, PlayedScenario, Usage, UserMistake } from '#schema';

/** Why a user leaves. */
export type Leaving = 'satisfied' | 'declined' | 'gave-up' | 'script-ended';

/** A confusion as the user put it in. `id` is unique within the trial. */
export interface InjectedConfusion {
  readonly id: string;
  readonly operator: ConfusionOperator;
}

/** One move of the user. */
export interface UserMove {
  /** What the user says; null only when leaving without a word. */
  readonly text: string | null;
  /** Null while the user stays. */
  readonly leaves: Leaving | null;
  /** Confusions put into this text. */
  readonly confusions: readonly InjectedConfusion[];
  /** Ids of earlier confusions that the agent's last turn showed to be settled by the last intent. */
  readonly settled: readonly string[];
  /** The user's own mistakes in this move, also those of a check that watches it. */
  readonly mistakes: readonly UserMistake[];
  /** Of a model-driven user. */
  readonly usage: Usage | null;
  readonly costUsd: number | null;
}

/** What the user saw of the agent's turn: its words, and nothing else. */
export interface AgentTurnSeen {
  readonly text: string;
}

/** One user in one conversation. */
export interface UserSession {
  /**
   * The next move: the opening when `seen` is null.
   * @throws UserFailure when the user's model cannot be reached or answers nothing usable
   */
  next(seen: AgentTurnSeen | null, signal: AbortSignal): Promise<UserMove>;
}

/** A way to simulate users. `open` is called once for each trial. Same scenario and seed, same words (rule-driven and scripted). */
export interface UserSimulator {
  readonly kind: 'rules' | 'model' | 'scripted';
  readonly identity: { readonly name: string; readonly model: string | null; readonly settings: Json };
  open(scenario: PlayedScenario, seed: number): UserSession;
}

/** The simulated user, or the way to its model, is broken: the trial is lost to the user simulator. */
export class UserFailure extends Error {
  readonly code: string;
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserFailure';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
