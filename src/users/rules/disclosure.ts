import type { AgendaUser, Fact } from '#schema';
import type { PacePlan } from './pace-plan.ts';

/** Which facts were told in one conversation, which are asked for, and which may be told by now. */
export class Disclosure {
  readonly #facts: readonly Fact[];
  readonly #pace: PacePlan;
  readonly #told = new Set<string>();
  readonly #awaited = new Set<string>();

  constructor(user: AgendaUser, pace: PacePlan) {
    this.#facts = user.facts;
    this.#pace = pace;
  }

  fact(id: string | null): Fact | undefined {
    return id === null ? undefined : this.#facts.find((fact) => fact.id === id);
  }

  isTold(id: string): boolean {
    return this.#told.has(id);
  }

  /** Notes facts as told. Returns whether one of them was new. */
  note(...ids: readonly string[]): boolean {
    const before = this.#told.size;
    for (const id of ids) {
      this.#told.add(id);
      this.#awaited.delete(id);
    }
    return this.#told.size > before;
  }

  /** Notes facts as asked for. */
  await(ids: readonly string[]): void {
    for (const id of ids) this.#awaited.add(id);
  }

  /** Facts that are asked for and due by now; they are awaited no longer. */
  takeDue(turn: number): readonly Fact[] {
    const due = this.#facts.filter(({ id }) => this.#awaited.has(id) && this.isDue(id, turn));
    for (const { id } of due) this.#awaited.delete(id);
    return due;
  }

  /** Whether one of these facts was asked for but is not due. */
  isAwaited(ids: readonly string[]): boolean {
    return ids.some((id) => this.#awaited.has(id));
  }

  /** What a paced user volunteers by now: opening and late facts that are due and were not told. */
  volunteered(turn: number): readonly Fact[] {
    if (this.#pace.until === 0) return [];
    return this.#facts.filter(
      ({ id, tell }) => (tell === 'late' || tell === 'opening') && !this.#told.has(id) && this.isDue(id, turn),
    );
  }

  /** The first facts told, for an agent that has lost them. */
  repeated(): readonly Fact[] {
    return this.#facts.filter(({ id, tell }) => this.#told.has(id) && tell !== 'never').slice(0, 3);
  }

  isDue(id: string, turn: number): boolean {
    return (this.#pace.due.get(id) ?? 1) <= turn;
  }
}
