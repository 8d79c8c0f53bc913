import type { Json } from '#base';
import {
  type Check,
  checkSchema,
  type PlayedScenario,
  type Step,
  type ToolCall,
  type Trajectory,
  unknownCost,
  unknownUsage,
} from '#schema';
import { type LedgerEntry, stateChanges } from '#worlds';
import { agentStep, eventStep, toolStep, userStep } from '../../schema/testing/step-fixtures.ts';
import type { GradeInput, WorldEnd } from '../grader.ts';

export { userStep as userSays };

/** An agent turn with words. */
export function agentSays(text: string): Step {
  return agentStep(text);
}

/** A successful tool call of the agent, unless told otherwise. */
export function agentCallsTool(name: string, given: Json = {}, options: Partial<ToolCall> = {}): Step {
  return toolStep(name, given, options);
}

/** The events by which a run writes down the end of a world. */
export function worldEvents({ changes, ledger }: WorldEnd): readonly Step[] {
  return [eventStep('world.changes', changes as unknown as Json), eventStep('world.ledger', ledger as unknown as Json)];
}

/** A trajectory of these steps. */
export function trajectoryOf(steps: readonly Step[], complete = true): Trajectory {
  return { schemaVersion: 1, timeZoneAssumed: false, complete, steps: [...steps] };
}

/** A check as its author writes it, defaults filled in. */
export function check(written: unknown): Check {
  return checkSchema.parse(written);
}

/** A scenario with these checks. */
export function scenarioWith(checks: readonly unknown[]): PlayedScenario {
  return {
    id: 'refund-lamp',
    goal: 'The user wants the money for a broken lamp back.',
    slices: {},
    limits: {},
    user: { kind: 'scripted', lines: ['Hello'] },
    world: {},
    checks: checks.map(check),
    goalId: 'refund-lamp',
    twinId: null,
    plannedTurns: null,
    digest: `sha256:${'0'.repeat(64)}`,
    policyText: null,
    faultPlan: null,
  };
}

/** The end of a world between two states. */
export function worldBetween(initial: Json, final: Json, ledger: readonly LedgerEntry[] = []): WorldEnd {
  return { initial, final, changes: stateChanges(initial, final), ledger };
}

/** What a grader looks at: these steps, no world, a user who left in order. */
export function gradeInput(steps: readonly Step[], more: Partial<GradeInput> = {}): GradeInput {
  return {
    scenario: scenarioWith([]),
    trajectory: trajectoryOf(steps),
    stop: { reason: 'user-ended', code: null },
    limitsHit: [],
    durationMs: null,
    usage: unknownUsage,
    cost: unknownCost,
    world: null,
    ...more,
  };
}
