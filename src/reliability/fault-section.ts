import type { FaultCounts, FaultMark, FaultSection, Measure } from '#schema';
import { retryAmplification, timeToRecovery } from '#stats';
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
  };
}

/** Faults of a scenario's graded trials, of one kind or of all. */
export function marksOf({ gradedTrials }: ScenarioCounts, kind: string | null = null): FaultMark[] {
  return gradedTrials.flatMap(({ faults }) => (kind === null ? faults : faults.filter((mark) => mark.kind === kind)));
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
