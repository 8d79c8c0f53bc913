import { cutText } from '#base';
import type { UserMistake } from '#schema';

/** The user's own mistakes in the move at hand. */
export class MistakeLog {
  #mistakes: UserMistake[] = [];

  /** @param about what was not understood or not supported; shortened to 200 characters */
  note(turn: number, code: UserMistake['code'], what: string, about: string, fatal: boolean): void {
    this.#mistakes.push({ code, message: `${what}: ${cutText(about, 200)}`, turn, fatal });
  }

  /** What was noted since the last call. */
  take(): readonly UserMistake[] {
    const mistakes = this.#mistakes;
    this.#mistakes = [];
    return mistakes;
  }
}
