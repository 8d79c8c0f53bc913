import type { Consistency, Measure } from '#schema';
import { isEstimate } from '#schema';
import {
  type Estimate,
  intraclassCorrelation,
  meanOfProportions,
  type PassCount,
  passAtK,
  passHatK,
  projectPassHatK,
  reliabilityTax,
  retention,
  singleRunNoiseGap,
  varianceComponents,
} from '#stats';
import type { ScenarioCounts } from './count.ts';
import { largestK } from './largest-k.ts';
import { absent, measured } from './measured.ts';
import { gradedCounts, plannedCounts } from './pass-counts.ts';
import type { ReportScope } from './report-scope.ts';

/** Indices beyond this are not reported one by one. */
const mostIndices = 200;

/** With fewer scenarios of at least two graded trials than this, the gap between two single runs is not stated. */
const fewestRepeated = 10;

type PerK = Consistency['passHatK'];

/**
 * pass^k, pass@k and what they rest on: how scenarios differ, how unsteady the agent is, and whether the order of trials matters.
 *
 * pass^k, pass@k, the tax and the retention speak of planned trials; everything else speaks of graded ones. `singleRunGap` is at most 1
 * (100 points), and null below 10 scenarios with at least 2 graded trials.
 */
export function consistencySection({ scenarios, level, maxK }: ReportScope): Consistency {
  const graded = scenarios.filter((scenario) => scenario.graded > 0);
  const counts = gradedCounts(scenarios);
  const planned = plannedCounts(scenarios);
  const top = largestK(scenarios, maxK);
  const gradedTop = largestK(scenarios, maxK, 'graded');
  const none = absent('nothing-planned', 'no trial was planned');
  const observed = perK(1, top, (k) => passHatK(planned, k, { level }));
  return {
    passHatK: observed,
    passAtK: perK(1, top, (k) => passAtK(planned, k, { level })),
    passHatKGraded: perK(1, gradedTop, (k) => passHatK(counts, k, { level })),
    passAtKGraded: perK(1, gradedTop, (k) => passAtK(counts, k, { level })),
    reliabilityTax: top === 0 ? none : measured(() => reliabilityTax(planned, top, { level })),
    retention: top === 0 ? none : measured(() => retention(planned, top, { level })),
    projected: gradedTop === 0 ? [] : projections(counts, observed, { level, maxK }),
    always: graded.filter(({ passes, graded: trials }) => passes === trials).length,
    sometimes: graded.filter(isMixed).length,
    never: graded.filter(({ passes }) => passes === 0).length,
    flips: flipsOf(graded, level),
    variance: varianceOf(counts, level),
    singleRunGap: gapOf(counts, level),
    byTrialIndex: byTrialIndex(graded, level),
  };
}

function perK(from: number, to: number, estimator: (k: number) => Estimate): PerK {
  const found: PerK = [];
  for (let k = from; k <= to; k++) {
    const measure = measured(() => estimator(k));
    if (isEstimate(measure)) found.push({ ...measure, k });
  }
  return found;
}

/**
 * pass^k of graded trials at the k that no observed curve reaches. Beyond twice the fewest trials the model would speak, not the data; such
 * values are not reported at all, nor are those of a model that the data reject, nor any above the last observed pass^k of planned trials,
 * which pass^k cannot exceed at a larger k.
 */
function projections(
  counts: readonly PassCount[],
  observed: PerK,
  { level, maxK }: { readonly level: number; readonly maxK: number },
): PerK {
  const fewest = counts.reduce((least, { trials }) => Math.min(least, trials), Infinity);
  const last = observed.at(-1);
  const from = Math.max(fewest, last?.k ?? 0) + 1;
  return perK(from, Math.min(2 * fewest, 2 * maxK), (k) => projectPassHatK(counts, k, { level })).filter(
    ({ value, warnings }) => value <= (last?.value ?? 1) && warnings.every(({ code }) => code !== 'fit-rejected'),
  );
}

function isMixed({ passes, graded }: ScenarioCounts): boolean {
  return passes > 0 && passes < graded;
}

function flipsOf(graded: readonly ScenarioCounts[], level: number): Measure {
  const repeated = graded.filter((scenario) => scenario.graded > 1);
  if (repeated.length === 0)
    return absent('needs-repeated-trials', 'no scenario has two graded trials, so none could have gone both ways');
  const flips = repeated.map((scenario) => (isMixed(scenario) ? 1 : 0));
  return measured(() => meanOfProportions(flips, { estimand: 'share of scenarios with passes and failures', level }));
}

function varianceOf(counts: readonly PassCount[], level: number): Consistency['variance'] {
  if (counts.length < 2 || counts.every(({ trials }) => trials < 2)) return null;
  const { between, within, icc, scenarioShare, scenarios, trials } = varianceComponents(counts);
  if (icc === null || scenarioShare === null) return null;
  const repeated = counts.filter((count) => count.trials >= 2);
  const intraclass = measured(() => intraclassCorrelation(repeated, { level }));
  return { between, within, icc, intraclass, shareFromScenarios: scenarioShare, scenarios, trials };
}

/** Two pass rates differ by 1, or 100 points, at most; so the gap and its interval are cut there. Null with fewer repeated scenarios than told. */
function gapOf(counts: readonly PassCount[], level: number): Consistency['singleRunGap'] {
  if (counts.filter(({ trials }) => trials >= 2).length < fewestRepeated) return null;
  const { value, interval, scenarios, trials } = singleRunNoiseGap(counts, { level });
  const low = Math.min(1, interval.low);
  const high = Math.min(1, interval.high);
  return { gap: Math.min(1, value), level, interval: { ...interval, low, high }, scenarios, trials };
}

function byTrialIndex(graded: readonly ScenarioCounts[], level: number): Consistency['byTrialIndex'] {
  const outcomes = new Map<number, number[]>();
  for (const { gradedTrials } of graded)
    for (const { index, outcome } of gradedTrials) {
      const passed = outcome === 'pass' ? 1 : 0;
      const found = outcomes.get(index);
      if (found === undefined) outcomes.set(index, [passed]);
      else found.push(passed);
    }
  return [...outcomes]
    .sort(([a], [b]) => a - b)
    .slice(0, mostIndices)
    .map(([index, passed]) => ({
      index,
      success: measured(() => meanOfProportions(passed, { estimand: `success of trial ${index}`, level })),
    }));
}
