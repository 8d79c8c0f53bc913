import { z } from 'zod';
import type { Json } from '#base';
import { jsonField, parseDocument, type Trajectory } from '#schema';
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
 * The end of a stored trial's world, from the state it began with and the last events `world.changes` and `world.ledger` of its trajectory; null when
 * the trajectory holds none (an agent with tools of its own, or an imported run).
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
