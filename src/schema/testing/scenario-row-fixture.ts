import type { ScenarioRow } from '../reliability-report.ts';

/**
 * A scenario's row in a report for tests.
 *
 * @param trials by index: P pass, F fail, L lost, M missing
 */
export function scenarioRowFixture(id: string, trials: string, known: Partial<ScenarioRow> = {}): ScenarioRow {
  const count = (letter: string): number => [...trials].filter((one) => one === letter).length;
  return {
    id,
    slices: {},
    planned: trials.length,
    graded: count('P') + count('F'),
    passes: count('P'),
    lost: count('L'),
    missing: count('M'),
    trials,
    why: null,
    ...known,
  };
}
