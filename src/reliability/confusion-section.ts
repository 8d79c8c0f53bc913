import { type ConfusionMark, type ConfusionSection, confusionOperatorSchema } from '#schema';
import { clusteredMean, estimate, timeToRecovery } from '#stats';
import type { ScenarioCounts } from './count.ts';
import { absent, measured } from './measured.ts';
import { pooledShare } from './pooled-share.ts';
import type { ReportScope } from './report-scope.ts';

/** What the agent did with the user's corrections, contradictions and changes of mind; null where there were none. */
export function confusionSection({ scenarios, level }: ReportScope): ConfusionSection | null {
  const found = confusionsOf(scenarios);
  if (found.length === 0) return null;
  const operators = confusionOperatorSchema.options.filter((operator) =>
    found.some(({ mark }) => mark.operator === operator),
  );
  return {
    ...figures(found, scenarios, () => true, level),
    byOperator: operators.map((operator) => ({
      operator,
      ...figures(
        found.filter(({ mark }) => mark.operator === operator),
        scenarios,
        (mark) => mark.operator === operator,
        level,
      ),
    })),
  };
}

interface FoundConfusion {
  readonly mark: ConfusionMark;
  readonly scenario: string;
  readonly turnsSeen: number;
}

function confusionsOf(scenarios: readonly ScenarioCounts[]): FoundConfusion[] {
  return scenarios.flatMap(({ id, gradedTrials }) =>
    gradedTrials.flatMap(({ confusions, facts }) =>
      confusions.map((mark) => ({
        mark,
        scenario: id,
        turnsSeen: Math.max(0, (facts?.userTurns ?? mark.turn) - mark.turn),
      })),
    ),
  );
}

function figures(
  found: readonly FoundConfusion[],
  scenarios: readonly ScenarioCounts[],
  isMeant: (mark: ConfusionMark) => boolean,
  level: number,
): Omit<ConfusionSection, 'byOperator'> {
  const share = (estimand: string, isTrue: (mark: ConfusionMark) => boolean | null) =>
    pooledShare(
      scenarios.map((scenario) => confusionTerms(scenario, isMeant, isTrue)),
      { estimand, level, none: ['not-recorded', `${estimand} was not recorded`] },
    );
  return {
    injected: found.length,
    settled: share('confusions settled by the last intent', ({ settled }) => settled),
    finalState: share('final states that reflect the last intent', ({ finalState }) => finalState),
    medianTurns: measured(() => ({ ...timeToRecovery(found.map(turnsOf), { level }), estimand: 'turns to settle' })),
    meanCalls: meanCalls(found, level),
  };
}

/** Confusions of a scenario's graded trials for which something is true, among those of which it is known. */
export function confusionTerms(
  { gradedTrials }: ScenarioCounts,
  isMeant: (mark: ConfusionMark) => boolean,
  isTrue: (mark: ConfusionMark) => boolean | null,
): { events: number; exposures: number } {
  const known = gradedTrials.flatMap(({ confusions }) =>
    confusions.filter(isMeant).flatMap((mark) => isTrue(mark) ?? []),
  );
  return { events: known.filter(Boolean).length, exposures: known.length };
}

function turnsOf({ mark, scenario, turnsSeen }: FoundConfusion) {
  return { duration: mark.turnsToSettle ?? turnsSeen, recovered: mark.turnsToSettle !== null, scenario };
}

function meanCalls(found: readonly FoundConfusion[], level: number) {
  const settled = found.flatMap(({ mark, scenario }) =>
    mark.callsToSettle === null ? [] : [{ scenario, calls: mark.callsToSettle }],
  );
  if (settled.length === 0) return absent('none-settled', 'no confusion was settled');
  const terms = [...Map.groupBy(settled, ({ scenario }) => scenario).values()].map((group) => ({
    sum: group.reduce((total, { calls }) => total + calls, 0),
    count: group.length,
  }));
  if (terms.length < 2) return absent('too-few', 'expected confusions in at least 2 scenarios, got 1');
  return measured(() => {
    const { value, interval, warnings } = clusteredMean(terms, { level });
    return estimate({
      estimand: 'tool calls to settle a confusion',
      value,
      interval: { ...interval, low: Math.max(0, interval.low) },
      scenarios: terms.length,
      trials: settled.length,
      assumptions: ['scenarios are independent'],
      warnings,
      method: { id: 'clustered-mean', version: 1 },
    });
  });
}
