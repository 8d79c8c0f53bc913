import type { Json } from '#base';
import type { Cost, Grade, Limit, PlayedScenario, Trajectory, Trial, Usage } from '#schema';
import type { LedgerEntry, StateChange } from '#worlds';

/** The world of a trial when it was over. */
export interface WorldEnd {
  readonly initial: Json;
  readonly final: Json;
  readonly changes: readonly StateChange[];
  readonly ledger: readonly LedgerEntry[];
}

/** Everything a grader may look at. Nothing of it is trusted: an agent wrote most of the words. */
export interface GradeInput {
  readonly scenario: PlayedScenario;
  readonly trajectory: Trajectory;
  readonly stop: Trial['stop'];
  readonly limitsHit: readonly Limit[];
  readonly durationMs: number | null;
  readonly usage: Usage;
  readonly cost: Cost;
  /** Null for agents that bring their own tools. */
  readonly world: WorldEnd | null;
}

/**
 * Looks at one trial and finds. A scorecard finds once for each dimension, all others once.
 *
 * Never rejects for what the agent did. A judge that cannot be reached or abstains is a grade `not-scored` whose evidence says why.
 */
export interface Grader {
  readonly id: string;
  readonly kind: 'code' | 'model' | 'human';
  grade(input: GradeInput, signal: AbortSignal): Promise<readonly Grade[]>;
}
