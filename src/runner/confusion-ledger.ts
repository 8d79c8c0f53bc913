import type { ConfusionMark } from '#schema';
import type { InjectedConfusion } from '#users';

interface Entry {
  readonly confusion: InjectedConfusion;
  readonly turn: number;
  readonly step: number | null;
  readonly callsBefore: number;
  settled: { readonly turns: number; readonly calls: number } | null;
}

/** Follows the confusions of one trial from where they were put in to where the agent's turns settled them. */
export class ConfusionLedger {
  readonly #entries = new Map<string, Entry>();

  /** Whether a confusion waits to be settled. */
  get open(): boolean {
    return [...this.#entries.values()].some(({ settled }) => settled === null);
  }

  /** The user turn (from 1) put these in; the agent had made so many calls by then. */
  put(confusions: readonly InjectedConfusion[], at: { turn: number; step: number | null; calls: number }): void {
    for (const confusion of confusions)
      this.#entries.set(confusion.id, {
        confusion,
        turn: at.turn,
        step: at.step,
        callsBefore: at.calls,
        settled: null,
      });
  }

  /** The user saw these settled by the agent's answer to the user turn. Ids that were never put in, or are settled, change nothing. */
  settle(ids: readonly string[], at: { answeredTurn: number; calls: number }): void {
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry === undefined || entry.settled !== null) continue;
      entry.settled = { turns: Math.max(1, at.answeredTurn - entry.turn + 1), calls: at.calls - entry.callsBefore };
    }
  }

  /** @param finalState whether the world at the end reflects the user's last intent; null when no decisive check looked */
  marks(finalState: boolean | null): ConfusionMark[] {
    return [...this.#entries.values()].map(({ confusion, turn, step, settled }) => ({
      id: confusion.id,
      operator: confusion.operator,
      turn,
      step,
      settled: settled !== null,
      turnsToSettle: settled?.turns ?? null,
      callsToSettle: settled?.calls ?? null,
      finalState,
    }));
  }
}
