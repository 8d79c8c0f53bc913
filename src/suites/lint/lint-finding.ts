import type { Place } from '#base';

/**
 * Something about a suite that would make its results wrong or hard to use. An error makes a result wrong whatever the agent does;
 * a warning may be meant.
 */
export interface LintFinding {
  readonly severity: 'error' | 'warning';
  /** A stable code, such as `unknown-tool`. */
  readonly code: string;
  /** The scenario by its own id; null for the suite as a whole. */
  readonly scenario: string | null;
  /** Path of the field in the scenario, such as `checks[0].expect[1].path`; default checks count before its own. Empty for none. */
  readonly field: string;
  readonly message: string;
  readonly hint: string;
  /** Where it stands, as far as known. */
  readonly where: Place;
}
