import { z } from 'zod';
import type { Json } from '#base';
import { jsonField, parseDocument, type Step, type Trajectory } from '#schema';
import type { LedgerEntry, StateChange } from '#worlds';
import type { WorldEnd } from './grader.ts';
import { applyChanges } from './state/apply-changes.ts';

const changesName = 'world.changes';
const ledgerName = 'world.ledger';

const changesSchema = z.array(
  z.strictObject({ path: z.string(), before: jsonField.optional(), after: jsonField.optional() }),
);
const ledgerSchema = z.array(
  z.strictObject({
    sequence: z.int().min(0),
    tool: z.string(),
    effect: z.enum(['idempotent-write', 'write', 'irreversible']),
    key: z.string(),
    idempotencyKey: z.string().nullable(),
    arguments: jsonField,
  }),
);

/**
 * The end of the world as the last steps of a trajectory: the events `world.changes` and `world.ledger`, which {@link worldEndOf} reads back.
 *
 * @param at when the trial was over, ISO 8601; null when not recorded
 */
export function worldEndSteps({ changes, ledger }: Pick<WorldEnd, 'changes' | 'ledger'>, at: string | null): Step[] {
  const event = (name: string, value: unknown): Step => ({
    kind: 'event',
    at,
    durationMs: null,
    source: null,
    extra: null,
    name,
    value: value as Json,
  });
  return [event(changesName, changes), event(ledgerName, ledger)];
}

/**
 * The end of a stored trial's world, from its trajectory and the state it began with; null when the trajectory holds none (an agent with tools of its
 * own, or an imported run).
 *
 * @throws GRADERS_BAD_WORLD_END when the two events are not what a run writes, GRADERS_WORLD_MISMATCH when they belong to another initial state
 */
export function worldEndOf(trajectory: Trajectory, initial: Json): WorldEnd | null {
  const written = lastEvent(trajectory, changesName);
  if (written === null) return null;
  const changes = parseDocument(changesSchema, written, 'GRADERS_BAD_WORLD_END', {
    path: changesName,
  }) as readonly StateChange[];
  const ledger = parseDocument(ledgerSchema, lastEvent(trajectory, ledgerName) ?? [], 'GRADERS_BAD_WORLD_END', {
    path: ledgerName,
  }) as readonly LedgerEntry[];
  return { initial, final: applyChanges(initial, changes), changes, ledger };
}

/** The last event of a name: earlier ones could be an agent's, which may report events of any name. */
function lastEvent({ steps }: Trajectory, name: string): Json {
  const step = steps.findLast((one) => one.kind === 'event' && one.name === name);
  return step?.kind === 'event' ? step.value : null;
}
