/** What a turn does to the user's temper. */
export type Mood = 'fine' | 'complains' | 'leaves';

/** How often one user was not helped, and how often it did not understand. */
export class Temper {
  readonly #patience: number;
  #unhelped = 0;
  #lostInARow = 0;
  #lostInAll = 0;

  /** @param patience turns without help until the user complains; twice as many until it leaves */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Whether the last turn brought nothing. */
  get isStrained(): boolean {
    return this.#unhelped > 0;
  }

  /** Notes how a turn went. */
  turn(helped: boolean): Mood {
    this.#unhelped = helped ? 0 : this.#unhelped + 1;
    if (this.#unhelped >= 2 * this.#patience) return 'leaves';
    return this.#unhelped === this.#patience ? 'complains' : 'fine';
  }

  /** Notes a turn whose questions were all understood. */
  understood(): void {
    this.#lostInARow = 0;
  }

  /**
   * Notes a turn with a question that could not be mapped. Returns whether that is fatal: the conversation stands still for the second turn in a row,
   * or stands still and it is the third such turn.
   */
  notUnderstood(standsStill: boolean): boolean {
    this.#lostInARow = standsStill ? this.#lostInARow + 1 : 0;
    this.#lostInAll++;
    return standsStill && (this.#lostInARow >= 2 || this.#lostInAll >= 3);
  }
}
