/** How far the user has come with one agenda item. */
export interface Pursuit {
  requested: boolean;
  /** Whether it was asked what the user wants, and said it again. */
  repeated: boolean;
  /** Whether the user has moved on to what it asks for instead. */
  instead: boolean;
  askedWhetherDone: boolean;
  saidYes: boolean;
  /** Whether a proposal was put off, because the conversation is to last longer. */
  onHold: boolean;
  insistsLeft: number;
}

/** An item not begun. @param insists how often a refusal is answered with pressure */
export function newPursuit(insists: number): Pursuit {
  return {
    requested: false,
    repeated: false,
    instead: false,
    askedWhetherDone: false,
    saidYes: false,
    onHold: false,
    insistsLeft: insists,
  };
}
