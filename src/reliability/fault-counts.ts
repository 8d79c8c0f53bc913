import { type FaultCounts, type FaultMark, noFaultCounts } from '#schema';

/** The leaf of the funnel that a delivered fault ends in. */
const leafOf = {
  masked: 'masked',
  unmeasured: 'unmeasured',
  recovered: 'recovered',
  'wrong-recovery': 'wrongRecovery',
  'duplicate-effect': 'duplicateEffect',
  'safe-stop': 'safeStop',
  'gave-up': 'gaveUp',
  looped: 'looped',
  'correct-anyway': 'correctAnyway',
  'silent-corruption': 'silentCorruption',
} as const satisfies Record<NonNullable<FaultMark['outcome']>, keyof FaultCounts>;

/**
 * Counts faults along the funnel. A delivered fault without an outcome, such as one of an imported run, is unmeasured.
 *
 * Conserved by construction: each mark adds one to every level it reaches and to exactly one leaf.
 */
export function countFaults(marks: readonly FaultMark[]): FaultCounts {
  const counts = { ...noFaultCounts };
  for (const mark of marks) {
    counts.planned++;
    if (mark.realised) counts.realised++;
    if (!mark.realised || !mark.delivered) continue;
    counts.delivered++;
    const leaf = leafOf[mark.outcome ?? 'unmeasured'];
    counts[leaf]++;
    if (leaf !== 'masked' && leaf !== 'unmeasured') counts.manifested++;
  }
  return counts;
}

/** Faults that the agent noticed: it acted on them or said so. */
export function detected(counts: FaultCounts): number {
  return (
    counts.recovered + counts.wrongRecovery + counts.duplicateEffect + counts.safeStop + counts.gaveUp + counts.looped
  );
}
