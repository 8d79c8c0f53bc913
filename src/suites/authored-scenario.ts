import type { Place } from '#base';
import type { Scenario } from '#schema';

/** A scenario as it stands in a file: checked, nothing filled in from the suite. */
export interface AuthoredScenario {
  readonly scenario: Scenario;
  /** Whether its author chose a persona; if not, the suite's default persona speaks. */
  readonly choosesPersona: boolean;
  /** Where one of its fields stands. */
  readonly place: (path: readonly PropertyKey[]) => Place;
}
