import type { Json, Place } from '#base';
import type { SuiteProblem } from './suite-problem.ts';

/** A document as its author wrote it, with the way back into its text. */
export interface AuthoredDocument {
  /** As errors name it. */
  readonly file: string;
  /** Its content; undefined where it could not be read. */
  readonly value: Json | undefined;
  /** Why it could not be read, or what in it would not mean what it says. */
  readonly problems: readonly SuiteProblem[];
  /** Where a field stands, or, where it is missing, the nearest thing around it that is there. */
  readonly place: (path: readonly PropertyKey[]) => Place;
}
