import { z } from 'zod';
import { canonicalJson } from '#base';
import type { FaultMark, Trajectory, Trial } from '#schema';
import { type SeamEvent, scoreFaults, seamEventSchema } from '#seam';
import type { LedgerEntry } from '#worlds';

const recordSchema = z.object({ events: z.array(seamEventSchema), leftOut: z.literal(0) });

/**
 * The faults of a stored trial judged again, after its grades and so perhaps its outcome have changed. Marks stay as they are where the record of the seam was
 * not kept whole.
 *
 * @param ledger the world's effects; null where there was no world
 */
export function rescoredFaults(
  { faults, outcome }: Pick<Trial, 'faults' | 'outcome'>,
  { steps }: Trajectory,
  ledger: readonly LedgerEntry[] | null,
): FaultMark[] {
  const again = new Map(
    keptRecords(steps).flatMap((events) => {
      const scene = { events, steps, outcome, ledger: isOfWorld(events) ? ledger : null };
      return scoreFaults(scene).map((mark) => [keyOf(mark), mark] as const);
    }),
  );
  return faults.map((mark) => again.get(keyOf(mark)) ?? mark);
}

/** The records that were kept whole, in order. An agent may report events of any name before ours, which are written last and win. */
function keptRecords(steps: Trajectory['steps']): SeamEvent[][] {
  return steps.flatMap((step) => {
    if (step.kind !== 'event' || step.name !== 'seam.record') return [];
    const record = recordSchema.safeParse(step.value);
    return record.success ? [record.data.events] : [];
  });
}

function isOfWorld(events: readonly SeamEvent[]): boolean {
  return events.some((event) => event.kind === 'call' && event.carrier === 'box');
}

/** What of a mark does not hang on grades. */
function keyOf({ id, rule, target, step, realised, delivered, groundTruth }: FaultMark): string {
  return canonicalJson([id, rule, target, step, realised, delivered, groundTruth]);
}
