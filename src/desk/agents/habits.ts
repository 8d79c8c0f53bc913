/** How a program works. The two bundled programs differ in nothing else. */
export interface Habits {
  readonly name: string;
  readonly version: string;
  /** How many messages, of the user's and its own, it looks back. */
  readonly remembers: number;
  /** The chance, in each turn, that a message which corrects itself is read by its first value. */
  readonly readsHastily: number;
  /** The chance to skip verification in a turn, when the user is in a bad mood, and for each time it had to ask for the details. */
  readonly skipsVerification: { readonly pressed: number; readonly perAsking: number };
  /** The chance that a clause of the policy is not looked up in a trial. */
  readonly skipsClauses: number;
  /** The chance to give in, each time the user presses for what was refused. */
  readonly givesIn: number;
  /** The chance, in each turn, to assume something where one could ask. */
  readonly guesses: number;
  /** The chance that a refund is computed from the order's list prices. */
  readonly trustsTotal: number;
  /** The chance, in each turn, to act without waiting for a yes. */
  readonly actsAtOnce: number;
  /** Whether a write that got no answer is looked for before it is repeated, and carries the same key then. */
  readonly looksBeforeRepeating: boolean;
  /** The chance that a failed write is taken for done. */
  readonly claimsUnseen: number;
}
