import type { FaultCounts, FaultMark, FaultSection, Measure } from '#schema';
import { attributableFailure, retainedSuccess, retryAmplification, timeToRecovery } from '#stats';
import { attributedMark, cleanPairs, untouchedTrials } from './clean-twin.ts';
import { codeUnitOrder } from './code-unit-order.ts';
import type { ScenarioCounts } from './count.ts';
import { countFaults, detected } from './fault-counts.ts';
import { absent, measured } from './measured.ts';
import { pooledShare } from './pooled-share.ts';
import type { ReportScope } from './report-scope.ts';

/** From the plan to what the agent did, by kind of fault; null where no fault was planned. */
export function faultSection({ scenarios, level }: ReportScope): FaultSection | null {
  const marks = scenarios.flatMap((scenario) => marksOf(scenario));
  if (marks.length === 0) return null;
  const kinds = [...new Set(marks.map(({ kind }) => kind))].sort(codeUnitOrder);
  return {
    counts: countFaults(marks),
    delivery: rate(scenarios, null, 'faults delivered', deliveryTerms, level),
    untouched: scenarios.reduce((total, scenario) => total + untouchedTrials(scenario), 0),
    byKind: kinds.map((kind) => kindRow(kind, scenarios, level)),
  };
}

function kindRow(kind: string, scenarios: readonly ScenarioCounts[], level: number): FaultSection['byKind'][number] {
  const marks = scenarios.flatMap((scenario) => marksOf(scenario, kind));
  const ofManifested = (estimand: string, hits: (counts: FaultCounts) => number): Measure =>
    rate(scenarios, kind, estimand, (counts) => ({ events: hits(counts), exposures: counts.manifested }), level);
  return {
    kind,
    counts: countFaults(marks),
    delivery: rate(scenarios, kind, `${kind} faults delivered`, deliveryTerms, level),
    detection: ofManifested(`${kind} detected`, detected),
    recovery: ofManifested(`recovery from ${kind}`, ({ recovered }) => recovered),
    safeStop: ofManifested(`safe stop after ${kind}`, ({ safeStop }) => safeStop),
    silentCorruption: ofManifested(`silent corruption by ${kind}`, ({ silentCorruption }) => silentCorruption),
    duplicateEffect: ofManifested(`duplicate effect after ${kind}`, ({ duplicateEffect }) => duplicateEffect),
    retryAmplification: amplification(scenarios, kind, level),
    stepsToRecovery: stepsToRecovery(scenarios, kind, level),
    ...againstTwins(scenarios, kind, level),
  };
}

/** Faults of a scenario's graded trials, of one kind or of all, with what is attributed to them. */
export function marksOf({ gradedTrials, cleanTrials }: ScenarioCounts, kind: string | null = null): FaultMark[] {
  return gradedTrials.flatMap((trial) =>
    trial.faults
      .filter((mark) => kind === null || mark.kind === kind)
      .map((mark) => (cleanTrials === null ? mark : attributedMark(mark, cleanTrials.get(trial.index)))),
  );
}

function againstTwins(scenarios: readonly ScenarioCounts[], kind: string, level: number) {
  const pairs = cleanPairs(scenarios, kind);
  const none = absent(
    'no-clean-twin',
    'no trial with such a fault was also played without it; give matrix.faults a null',
  );
  if (pairs.length === 0) return { retainedSuccess: none, attributableFailure: none };
  return {
    retainedSuccess: measured(() => retainedSuccess(pairs, { level })),
    attributableFailure: measured(() => attributableFailure(pairs, { level })),
  };
}

function deliveryTerms({ delivered, realised }: FaultCounts) {
  return { events: delivered, exposures: realised };
}

function rate(
  scenarios: readonly ScenarioCounts[],
  kind: string | null,
  estimand: string,
  terms: (counts: FaultCounts) => { events: number; exposures: number },
  level: number,
): Measure {
  return pooledShare(
    scenarios.map((scenario) => terms(countFaults(marksOf(scenario, kind)))),
    { estimand, level, none: ['no-exposure', 'no such fault manifested, so there is nothing to rate'] },
  );
}

function amplification(scenarios: readonly ScenarioCounts[], kind: string, level: number): Measure {
  const runs = scenarios.flatMap((scenario) => {
    const known = marksOf(scenario, kind).flatMap(({ delivered, retries }) =>
      delivered && retries !== null ? [retries] : [],
    );
    if (known.length === 0) return [];
    const more = known.reduce((total, { byLibrary, byModel, unknown }) => total + byLibrary + byModel + unknown, 0);
    return [{ operations: known.length, attempts: known.length + more }];
  });
  if (runs.length === 0) return absent('not-recorded', 'retries are known of no delivered fault');
  return measured(() => retryAmplification(runs, { level }));
}

function stepsToRecovery(scenarios: readonly ScenarioCounts[], kind: string, level: number): Measure {
  const times = scenarios.flatMap((scenario) =>
    scenario.gradedTrials.flatMap(({ faults, facts }) =>
      faults
        .filter((mark) => mark.kind === kind && mark.delivered && mark.step !== null)
        .map(({ recoverySteps, step }) => ({
          duration: recoverySteps ?? Math.max(0, (facts?.agentTurns ?? 0) + (facts?.toolCalls ?? 0) - step!),
          recovered: recoverySteps !== null,
          scenario: scenario.id,
        })),
    ),
  );
  if (times.length === 0) return absent('no-exposure', 'no such fault was delivered at a known step');
  return measured(() => timeToRecovery(times, { level }));
}
