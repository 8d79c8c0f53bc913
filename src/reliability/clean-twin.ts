import type { FaultMark, Trial } from '#schema';
import type { CleanFaultPair } from '#stats';
import type { ScenarioCounts } from './count.ts';

/** Outcomes that stand whatever the clean twin did: seen at the seam, or proved by the ledger. */
const proved: ReadonlySet<FaultMark['outcome']> = new Set(['masked', 'duplicate-effect', 'unmeasured', null]);

/**
 * A mark with what may be attributed to the fault. An agent that does not succeed without the fault tells nothing about it by failing, nor by succeeding
 * by chance: then the fault is unmeasured.
 *
 * @param clean the twin's graded trial of the same index; undefined where there is none
 */
export function attributedMark(mark: FaultMark, clean: Trial | undefined): FaultMark {
  if (clean?.outcome === 'pass' || proved.has(mark.outcome)) return mark;
  return { ...mark, outcome: 'unmeasured' };
}

/** Graded trials of a scenario with faults in which none was delivered. */
export function untouchedTrials({ gradedTrials, cleanTrials }: ScenarioCounts): number {
  if (cleanTrials === null) return 0;
  return gradedTrials.filter(({ faults }) => !faults.some(({ delivered }) => delivered)).length;
}

/**
 * Success with and without one kind of fault, goal by goal: over the trials in which such a fault was delivered, and the clean twins of just these.
 * Variants of one goal are one pair, because the same clean trials may stand behind several of them.
 */
export function cleanPairs(scenarios: readonly ScenarioCounts[], kind: string): CleanFaultPair[] {
  const goals = Map.groupBy(scenarios, ({ goal }) => goal);
  return [...goals.values()].flatMap((variants) => {
    const trials = variants.flatMap((scenario) => twinTrials(scenario, kind));
    if (trials.length === 0) return [];
    const share = (of: 'clean' | 'faulted'): number =>
      trials.filter((pair) => pair[of].outcome === 'pass').length / trials.length;
    return [{ clean: share('clean'), faulted: share('faulted') }];
  });
}

function twinTrials({ gradedTrials, cleanTrials }: ScenarioCounts, kind: string) {
  return gradedTrials.flatMap((faulted) => {
    const clean = cleanTrials?.get(faulted.index);
    const met = faulted.faults.some((mark) => mark.kind === kind && mark.delivered);
    return clean === undefined || !met ? [] : [{ clean, faulted }];
  });
}
