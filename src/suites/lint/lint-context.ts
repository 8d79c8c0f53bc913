import type { Json, Place } from '#base';
import type { Check, ToolEffect } from '#schema';

/** What the linter needs to know of a world: its tools, and how a scenario's beginning looks. */
export interface LintWorld {
  readonly tools: readonly {
    readonly name: string;
    readonly effect: ToolEffect;
    /** JSON Schema of the arguments. */
    readonly inputSchema: { readonly [key: string]: Json };
  }[];
  /** The state at the beginning. @throws SeatrialError when the world refuses the scenario's patch */
  readonly initial: (setup: { readonly state?: Json; readonly seed: number }) => Json;
}

/** What a suite is checked against. What is left out is not checked. */
export interface LintContext {
  /** Null where the suite has none, or it could not be opened. */
  readonly world?: LintWorld | null;
  /** Names of the personas that need no description. */
  readonly personas?: readonly string[];
  /** Why a check cannot be judged, such as for a regular expression that cannot be run; null when it can. */
  readonly checkMistake?: (check: Check) => string | null;
  /** What is wrong with a fault plan; null when it can be played. */
  readonly faultPlanMistake?: (plan: Json) => string | null;
  /** Where a field of a scenario stands in its file. */
  readonly place?: (goalId: string, path: readonly PropertyKey[]) => Place;
}
