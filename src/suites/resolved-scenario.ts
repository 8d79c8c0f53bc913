import type { Json, Place } from '#base';
import type { Scenario } from '#schema';

/** A scenario with the suite's defaults filled in and its files read; not yet multiplied out. */
export interface ResolvedScenario {
  readonly scenario: Scenario;
  readonly policyText: string | null;
  readonly faultPlan: Json | null;
  /** Where one of its fields stands; checks and a persona that came from the suite's defaults or matrix are found there. */
  readonly place: (path: readonly PropertyKey[]) => Place;
}
