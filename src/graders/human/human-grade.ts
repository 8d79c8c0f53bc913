/** What a person found on a trial: a row of a file. */
export interface HumanGrade {
  readonly scenarioId: string;
  /** Which trial of the scenario, from 0. */
  readonly trial: number;
  readonly dimension: string | null;
  readonly finding: 'pass' | 'fail' | 'not-scored';
  readonly note: string | null;
  /** Who graded; null where the file does not say. */
  readonly reviewer: string | null;
  /** Where the row stands: lines count from 1. */
  readonly where: { readonly file: string; readonly line: number };
}
