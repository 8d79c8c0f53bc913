import type { Trial } from '#schema';

interface PastTrial {
  attempts: number;
  settled: boolean;
}

/** What has been played of a run so far: which trials are settled, and which attempt comes next. */
export class RunPast {
  /** Why trials were taken out of the plan before; null when none was. A run that had begun to close goes on closing. */
  droppedAs: string | null = null;
  dropped = 0;
  readonly #maxAttempts: number;
  readonly #trials = new Map<string, PastTrial>();

  /** @param maxAttempts attempts at a trial that is lost again and again */
  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  /** Takes an attempt in; gives whether it settled its trial: nothing more is to be played of it. */
  add({ scenarioId, index, attempt, outcome, loss }: Trial): boolean {
    const key = keyOf(scenarioId, index);
    const known = this.#trials.get(key) ?? { attempts: 0, settled: false };
    const attempts = Math.max(known.attempts, attempt + 1);
    const settles = outcome !== 'lost' || !isRetried(loss) || attempts >= this.#maxAttempts;
    this.#trials.set(key, { attempts, settled: known.settled || settles });
    if (loss?.owner === 'plan') {
      this.droppedAs = loss.code;
      this.dropped++;
    }
    return settles && !known.settled;
  }

  isSettled(scenarioId: string, index: number): boolean {
    return this.#trials.get(keyOf(scenarioId, index))?.settled === true;
  }

  /** The number of the next attempt, from 0. */
  nextAttempt(scenarioId: string, index: number): number {
    return this.#trials.get(keyOf(scenarioId, index))?.attempts ?? 0;
  }
}

/**
 * Whether a loss is worth another attempt. One to the judge is not: the conversation is sound and stored, and `seatrial grade` judges it again
 * without playing it again.
 */
function isRetried(loss: Trial['loss']): boolean {
  return loss?.owner === 'infrastructure' || loss?.owner === 'user-simulator';
}

function keyOf(scenarioId: string, index: number): string {
  return `${index}/${scenarioId}`;
}
