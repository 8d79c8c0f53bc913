import type { Json } from '#base';
import type { PlayedScenario, Suite } from '#schema';
import type { LintContext } from './lint-context.ts';

/** A finding as a rule makes it: the scenario and its place are added by the linter. */
export interface Found {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint: string;
}

/** A scenario together with what its rules look at. */
export interface LintedScenario {
  readonly scenario: PlayedScenario;
  readonly suite: Suite;
  readonly context: LintContext;
  /** The world's state at its beginning; null where there is none to look at. */
  readonly initial: Json | null;
  /** The same as JSON text in lower case, for looking words up. */
  readonly initialText: string;
}

/** Looks at one played scenario. */
export type ScenarioRule = (linted: LintedScenario) => readonly Found[];
