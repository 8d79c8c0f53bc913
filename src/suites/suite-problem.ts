import type { Place } from '#base';

/** One mistake in a suite's files: what was expected and what came, what would be right, and where. */
export interface SuiteProblem {
  /** A stable code, such as `SUITES_BAD_FIELD`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly where: Place;
}
