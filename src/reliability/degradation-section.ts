import { type DegradationSection, isEstimate } from '#schema';
import { meanOfProportions, type TurnCell, turnDegradation } from '#stats';
import type { ScenarioCounts } from './count.ts';
import { absent, measured } from './measured.ts';
import type { ReportScope } from './report-scope.ts';

/** How success falls with the assigned length of conversation; null where fewer than two lengths were assigned. */
export function degradationSection({ scenarios, level }: ReportScope): DegradationSection | null {
  const cells = cellsOf(scenarios);
  const lengths = [...new Set(cells.map(({ turns }) => turns))].sort((a, b) => a - b);
  if (lengths.length < 2) return null;
  const byGoal = Map.groupBy(cells, ({ scenario }) => scenario);
  const whole = [...byGoal.values()].filter((goal) => lengths.every((turns) => hasTrials(goal, turns))).flat();
  const goals = new Set(whole.map(({ scenario }) => scenario)).size;
  const rest = { goals, goalsLeftOut: byGoal.size - goals };
  const success = lengths.map((turns) => ({ turns, success: successAt(turns, whole, level) }));
  if (goals < 2) {
    const none = absent('too-few', `expected at least 2 goals with graded trials at every length, got ${goals}`);
    return { lengths: success, slope: none, slopeP: null, retention: none, ...rest };
  }
  const { slope, retention } = turnDegradation(whole, { level });
  const document = measured(() => slope);
  return {
    lengths: success,
    slope: document,
    slopeP: isEstimate(document) ? slope.signFlipP : null,
    retention:
      retention === null
        ? absent('no-success', `nothing succeeds at ${lengths[0]} turns, so nothing can be retained`)
        : measured(() => retention),
    ...rest,
  };
}

/** Graded trials by goal and length; variants of one goal and length (personas, faults) are added up. */
function cellsOf(scenarios: readonly ScenarioCounts[]): TurnCell[] {
  const cells = new Map<string, TurnCell>();
  for (const { goal, plannedTurns, passes, graded } of scenarios) {
    if (plannedTurns === null || plannedTurns < 1) continue;
    const key = JSON.stringify([goal, plannedTurns]);
    const known = cells.get(key) ?? { passes: 0, trials: 0 };
    cells.set(key, {
      scenario: goal,
      turns: plannedTurns,
      passes: known.passes + passes,
      trials: known.trials + graded,
    });
  }
  return [...cells.values()];
}

function hasTrials(goal: readonly TurnCell[], length: number): boolean {
  return goal.some(({ turns, trials }) => turns === length && trials > 0);
}

function successAt(length: number, cells: readonly TurnCell[], level: number) {
  const here = cells.filter(({ turns }) => turns === length);
  if (here.length === 0) return absent('no-such-trials', `no goal has graded trials at every length`);
  return measured(() =>
    meanOfProportions(
      here.map(({ passes, trials }) => passes / trials),
      {
        estimand: `success at ${length} assigned user turns`,
        level,
        trials: here.reduce((total, { trials }) => total + trials, 0),
      },
    ),
  );
}
