import type { Leaving } from '../user.ts';

/** How a turn is answered, as it is put together. */
export interface Draft {
  readonly parts: string[];
  /** Whether the agent's turn brought the user nearer to the goal. */
  helped: boolean;
  saysYes: boolean;
  leaves: Leaving | null;
}
