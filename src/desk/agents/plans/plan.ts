import type { Belief } from '../belief.ts';
import type { DeskLine, Write, WriteOutcome } from '../desk-line.ts';
import type { OrderRecord } from '../records.ts';

/** What the program will do next in a matter. */
export type Plan =
  /** Asks for something, or tells something on the way; the matter stays open. */
  | { readonly kind: 'ask'; readonly text: string }
  /** Tells what was wanted; the matter is settled. */
  | { readonly kind: 'tell'; readonly text: string }
  /** Says no, and why. */
  | { readonly kind: 'refuse'; readonly text: string }
  /** Gives the matter to a person. */
  | { readonly kind: 'hand-over'; readonly reason: string }
  /** Says what it is about to do and waits for a yes. `key` tells one proposal from another. */
  | {
      readonly kind: 'propose';
      readonly key: string;
      readonly text: string;
      /** Does it and gives what to say afterwards. */
      act(): Promise<string>;
    };

/** What a plan is made from. */
export interface Matter {
  readonly belief: Belief;
  readonly order: OrderRecord;
  readonly line: DeskLine;
  /** Whether a clause of the policy is to be looked at; by its number. */
  minds(clause: string): boolean;
  /** Whether something is assumed where one could ask. */
  guesses(): boolean;
  /** Whether a refund goes by list prices. */
  trustsTotal(): boolean;
  write(write: Write): Promise<WriteOutcome>;
  /** What to say about a write that did not go through, or did not tell. */
  afterwards(outcome: WriteOutcome, done: string): Promise<string>;
}

/** An amount as it is said: `36.80`. */
export function money(amount: number): string {
  return amount.toFixed(2);
}

/** Cents kept exact: dollars to two decimals. */
export function dollars(amount: number): number {
  return Math.round(amount * 100) / 100;
}
