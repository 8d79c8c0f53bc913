import { sentencesOf } from '../understand/sentences-of.ts';
import type { TurnReading } from '../understand/turn-reading.ts';
import { valueIn } from '../understand/value-in.ts';
import type { InjectedConfusion } from '../user.ts';
import type { PlannedConfusion } from './confusion-plan.ts';

interface Injected {
  readonly plan: PlannedConfusion;
  readonly value: string | null;
  /** False while the user still has to put it right. */
  clear: boolean;
  settled: boolean;
}

/** The confusions of one trial: which are still to come, which were put in, which the agent has settled. */
export class ConfusionLog {
  readonly #coming: PlannedConfusion[];
  readonly #injected: Injected[] = [];
  #now: InjectedConfusion[] = [];

  constructor(plan: readonly PlannedConfusion[]) {
    this.#coming = [...plan];
  }

  /** The next confusion that is due and fits; null for none. At most one is put into a move, so that each has its own effect. */
  due(turn: number, fits: (plan: PlannedConfusion) => boolean): PlannedConfusion | null {
    if (this.#now.length > 0 || this.#injected.some(({ clear }) => !clear)) return null;
    return this.#coming.find((plan) => plan.turn <= turn && fits(plan)) ?? null;
  }

  /** Notes that a confusion is in this move; `clear` when the same move says what is true. */
  put(plan: PlannedConfusion, value: string | null, clear: boolean): void {
    this.#coming.splice(this.#coming.indexOf(plan), 1);
    this.#injected.push({ plan, value, clear, settled: false });
    this.#now.push({ id: plan.id, operator: plan.operator });
  }

  /** A confusion that the user has yet to put right; null for none. */
  open(): PlannedConfusion | null {
    return this.#injected.find(({ clear }) => !clear)?.plan ?? null;
  }

  /** Notes that the user has put right what was open. */
  putRight(): void {
    for (const one of this.#injected) one.clear = true;
  }

  /** What was put into the move since the last call. */
  take(): readonly InjectedConfusion[] {
    const now = this.#now;
    this.#now = [];
    return now;
  }

  /** Ids of confusions that this turn of the agent shows to be settled. */
  settle(text: string, reading: TurnReading, finished: boolean): string[] {
    const waiting = this.#injected.filter(({ clear, settled }) => clear && !settled);
    const now = waiting.filter((one) => isSettled(one, text, reading, finished));
    for (const one of now) one.settled = true;
    return now.map(({ plan }) => plan.id);
  }
}

/**
 * About a fact: some sentence uses the true value and none uses the wrong one alone, or the goal is done without the wrong value. About none: the
 * agent goes on with the goal, by asking for a fact, by a proposal that fits, or by doing it.
 */
function isSettled({ plan, value }: Injected, text: string, reading: TurnReading, finished: boolean): boolean {
  if (value === null)
    return finished || reading.asked.length > 0 || (reading.proposal?.supported === true && !reading.proposal.conflict);
  const sentences = sentencesOf(text).map((sentence) => sentence.text);
  const { wrong } = plan;
  if (wrong !== null && sentences.some((one) => valueIn(one, wrong) && !valueIn(one, value))) return false;
  return finished || valueIn(text, value);
}
