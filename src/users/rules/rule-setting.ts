import type { AgendaUser, Persona } from '#schema';
import type { Goal } from '../understand/goal.ts';

/** What a rule-driven conversation starts from. */
export interface RuleSetting {
  readonly user: AgendaUser;
  readonly goal: Goal;
  readonly persona: Persona;
  readonly plannedTurns: number | null;
  readonly seed: number;
}
