import {
  failureReason,
  type ReliabilityReport,
  type Remark,
  type RunRecord,
  type ScenarioRow,
  type SliceSection,
} from '#schema';
import { confusionSection } from './confusion-section.ts';
import { consistencySection } from './consistency-section.ts';
import { countRun, type RunCounts, type ScenarioCounts } from './count.ts';
import { degradationSection } from './degradation-section.ts';
import { dimensionsSection } from './dimensions-section.ts';
import { economicsSection } from './economics-section.ts';
import { failuresSection } from './failures-section.ts';
import { faultSection } from './fault-section.ts';
import { defaultMaxK } from './largest-k.ts';
import { lossesSection } from './losses-section.ts';
import type { ReportScope } from './report-scope.ts';
import { runSummary } from './run-summary.ts';
import { simulatorSection } from './simulator-section.ts';
import { type Slice, type Slices, slicesOf } from './slice.ts';
import { stepsSection } from './steps-section.ts';
import { successSection } from './success-section.ts';
import { turnsSection } from './turns-section.ts';

/** How to report on a run. */
export interface ReportOptions {
  /** Nominal two-sided coverage of every interval; 0.95 unless told. */
  readonly level?: number;
  /** Largest k of pass^k that is reported; 32 unless told. */
  readonly maxK?: number;
}

/**
 * How reliable the agent of a run is: every figure with its interval and counts, over the run and over each slice.
 *
 * Counts follow the rules of {@link countRun}. Draws no random numbers: the same trials in any order give the same document.
 *
 * @example reliabilityReport(record).consistency.passHatK[3]?.value // pass^4
 * @throws RELIABILITY_… as {@link countRun}
 */
export function reliabilityReport(record: RunRecord, options: ReportOptions = {}): ReliabilityReport {
  return reportCounts(countRun(record), options);
}

/** The report on a run that has been counted already. */
export function reportCounts(counts: RunCounts, options: ReportOptions = {}): ReliabilityReport {
  const { level = 0.95, maxK = defaultMaxK } = options;
  const causesNamed = counts.scenarios.some(({ gradedTrials }) =>
    gradedTrials.some(({ failureCode }) => failureCode !== null),
  );
  const scope: ReportScope = { scenarios: counts.scenarios, level, maxK, causesNamed };
  const found = slicesOf(counts.scenarios);
  return {
    schemaVersion: 1,
    kind: 'seatrial.reliability-report',
    run: runSummary(counts.manifest, leftOutRemarks(found)),
    level,
    scenarios: {
      planned: counts.scenarios.length,
      graded: counts.scenarios.filter(({ graded }) => graded > 0).length,
      rows: counts.scenarios.map(scenarioRow),
    },
    trials: {
      ...trialCounts(counts.scenarios),
      failed: total(counts.scenarios, ({ graded, passes }) => graded - passes),
      extraAttempts: total(counts.scenarios, ({ extraAttempts }) => extraAttempts.length),
    },
    losses: lossesSection(scope),
    ...figures(scope),
    degradation: degradationSection(scope),
    confusion: confusionSection(scope),
    simulator: simulatorSection(counts, level),
    faults: faultSection(scope),
    slices: found.slices.map((slice) => sliceSection(slice, scope)),
  };
}

function figures(scope: ReportScope) {
  return {
    success: successSection(scope),
    consistency: consistencySection(scope),
    dimensions: dimensionsSection(scope),
    steps: stepsSection(scope),
    turns: turnsSection(scope),
    economics: economicsSection(scope),
    failures: failuresSection(scope),
  };
}

function sliceSection({ name, value, scenarios }: Slice, run: ReportScope): SliceSection {
  const scope = { ...run, scenarios };
  return { name, value, scenarios: scenarios.length, trials: trialCounts(scenarios), ...figures(scope) };
}

function trialCounts(scenarios: readonly ScenarioCounts[]): SliceSection['trials'] {
  return {
    planned: total(scenarios, ({ planned }) => planned),
    graded: total(scenarios, ({ graded }) => graded),
    passed: total(scenarios, ({ passes }) => passes),
    lost: total(scenarios, ({ lost }) => lost),
    missing: total(scenarios, ({ missing }) => missing),
  };
}

function total(scenarios: readonly ScenarioCounts[], count: (scenario: ScenarioCounts) => number): number {
  return scenarios.reduce((sum, scenario) => sum + count(scenario), 0);
}

function scenarioRow(scenario: ScenarioCounts): ScenarioRow {
  const { id, slices, planned, graded, passes, lost, missing, letters } = scenario;
  return { id, slices, planned, graded, passes, lost, missing, trials: letters, why: whyNot(scenario) };
}

function whyNot({ gradedTrials, lostTrials }: ScenarioCounts): string | null {
  const failed = gradedTrials.find(({ outcome }) => outcome === 'fail') ?? lostTrials[0];
  return failureReason(failed) || null;
}

function leftOutRemarks({ leftOut }: Slices): Remark[] {
  return leftOut.map(({ name, values }) => ({
    code: 'slices-left-out',
    message: `${values} values of the slice ${JSON.stringify(name.slice(0, 80))} with the fewest scenarios are not reported one by one`,
    count: values,
  }));
}
