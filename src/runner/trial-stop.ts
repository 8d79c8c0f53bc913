import type { Limit, Loss, Trial } from '#schema';

/** How a trial ended, before it is graded. */
export interface TrialEnding {
  readonly stop: Trial['stop'];
  /** Set where the trial tells nothing about the agent. */
  readonly loss: Loss | null;
  readonly limitsHit: readonly Limit[];
  /** How long the other side asks us to wait before another attempt, in ms. */
  readonly retryAfterMs: number | null;
}

/** The reason with which a trial's signal aborts: everything that waits on the trial rejects with it. */
export class TrialStop extends Error {
  readonly ending: TrialEnding;

  constructor(ending: TrialEnding) {
    super(`the trial is over: ${ending.stop.code ?? ending.stop.reason}`);
    this.name = 'TrialStop';
    this.ending = ending;
  }
}

/** An ending that is neither a loss nor a limit; with what was seen, where the agent broke. */
export function ended(reason: Trial['stop']['reason'], code: string | null = null, message?: string): TrialEnding {
  const seen = message === undefined ? {} : { message };
  return { stop: { reason, code, ...seen }, loss: null, limitsHit: [], retryAfterMs: null };
}

/** An ending at a limit. */
export function atLimit(limit: Limit, code: string = limit): TrialEnding {
  return { stop: { reason: 'limit', code }, loss: null, limitsHit: [limit], retryAfterMs: null };
}

/** An ending that tells nothing about the agent. */
export function lostTo(
  owner: 'infrastructure' | 'user-simulator' | 'judge',
  code: string,
  message: string,
  retryAfterMs: number | null = null,
): TrialEnding {
  const reason = owner === 'user-simulator' ? 'user-error' : 'infrastructure-error';
  return { stop: { reason, code }, loss: { owner, code, message }, limitsHit: [], retryAfterMs };
}
