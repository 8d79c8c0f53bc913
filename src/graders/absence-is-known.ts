import type { GradeInput } from './grader.ts';

/**
 * Whether what the trajectory does not show did not happen: it is whole, or the trial was played in a world of ours, which records every word and
 * call itself.
 */
export function absenceIsKnown({ trajectory, world }: GradeInput): boolean {
  return trajectory.complete || world !== null;
}
