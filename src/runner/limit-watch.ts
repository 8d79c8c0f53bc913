import { type Limit, tokensInAll } from '#schema';
import type { EffectiveLimits } from './effective-limits.ts';
import type { RecordWatch, TrialRecorder } from './trial-recorder.ts';
import { atLimit, ended, TrialStop } from './trial-stop.ts';

/**
 * Holds a trial to its limits. A limit of N lets N happen; needing one more ends the trial. Tokens and money are known only once they are spent,
 * so they end the trial at the first decision beyond them. What the agent does not report cannot be limited.
 */
export class LimitWatch implements RecordWatch {
  readonly #limits: EffectiveLimits;
  readonly #stop: (stop: TrialStop) => void;
  #recorder: TrialRecorder | null = null;

  /** @param stop ends the trial; called at most once for each limit */
  constructor(limits: EffectiveLimits, stop: (stop: TrialStop) => void) {
    this.#limits = limits;
    this.#stop = stop;
  }

  /** Whose record is watched. */
  watch(recorder: TrialRecorder): void {
    this.#recorder = recorder;
  }

  decided(yields: boolean): void {
    const { maxSteps, maxTokens, maxCostUsd } = this.#limits;
    const decisions = this.#recorder?.agentDecisions ?? 0;
    // A decision that asks for tools needs another one after it.
    if (maxSteps !== null && !yields && decisions >= maxSteps) this.#hit('steps');
    if (exceeds(tokensInAll, this.#recorder, maxTokens)) this.#hit('tokens');
    if (maxCostUsd !== null && (this.#recorder?.costUsd() ?? 0) > maxCostUsd) this.#hit('cost');
  }

  toolFailed(): void {
    const { maxToolErrors } = this.#limits;
    if (maxToolErrors !== null && (this.#recorder?.toolErrors ?? 0) > maxToolErrors) this.#hit('tool-errors');
  }

  flooded(): void {
    this.#stop(new TrialStop(ended('agent-error', 'agent-flood', 'it said or did more than a trial may hold')));
  }

  /** Ends the trial when the user has spoken once more than allowed, or the agent would need a further decision. */
  beforeReply(userTurns: number): void {
    const { maxTurns, maxSteps } = this.#limits;
    if (userTurns > maxTurns) this.#hit('turns');
    if (maxSteps !== null && (this.#recorder?.agentDecisions ?? 0) >= maxSteps) this.#hit('steps');
  }

  #hit(limit: Limit): void {
    this.#stop(new TrialStop(atLimit(limit)));
  }
}

function exceeds(measure: typeof tokensInAll, recorder: TrialRecorder | null, most: number | null): boolean {
  if (most === null || recorder === null) return false;
  return (measure(recorder.usage()) ?? 0) > most;
}
