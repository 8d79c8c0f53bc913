/** What an agent's turn means to the user: its dialogue acts. */
export interface TurnReading {
  /** Ids of facts it asks for, in order. */
  readonly asked: readonly string[];
  /** Prepared answers it calls for. */
  readonly answers: readonly string[];
  /** A yes-or-no question about what it would do or takes to be so; null when it asks none. */
  readonly proposal: Proposal | null;
  /** It asks what the user wants, in general. */
  readonly asksOpenly: boolean;
  /** It asks whether there is anything else. */
  readonly asksForMore: boolean;
  /** It asks once more for things that it does not name. */
  readonly asksAgain: boolean;
  /** Questions that the user cannot map to any of these. */
  readonly unmapped: readonly string[];
  /** Ids of agenda items that it says are done. */
  readonly done: readonly string[];
  /** It says that something was done, without the words the user waits for. */
  readonly claimsDone: boolean;
  /** It declines the item at hand. */
  readonly declines: boolean;
  /** It could not find or verify something. */
  readonly misses: boolean;
  /** It hands the conversation over to a person. */
  readonly handsOver: boolean;
  readonly saysGoodbye: boolean;
  /** It asks for patience. */
  readonly stalls: boolean;
  /** It holds no word at all, or nothing but noise. */
  readonly empty: boolean;
}

/** A proposal, and what is wrong with it. */
export interface Proposal {
  readonly text: string;
  /** A fact of which it holds another value, and that value; null when nothing contradicts the facts. */
  readonly conflict: { readonly fact: string; readonly value: string } | null;
  /** Whether it speaks of the goal: shares a telling word with it. */
  readonly supported: boolean;
  /** Whether its own sentence names nothing in particular, such as `shall I proceed?`. */
  readonly generic: boolean;
  /** Whether it offers one thing or another, to which yes is no answer; `clear` when just one of them speaks of the goal. */
  readonly choice: 'none' | 'clear' | 'unclear';
  /** Whether it offers to hand over to a person. */
  readonly handOver: boolean;
}
