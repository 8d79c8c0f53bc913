import type { Trial } from '#schema';
import { codeUnitOrder } from './code-unit-order.ts';
import type { ScenarioCounts } from './count.ts';

/** More dimensions than this are not reported one by one. */
const mostDimensions = 100;

/** What the grades of a scenario's graded trials say on one dimension. */
export interface DimensionTally {
  readonly passed: number;
  readonly scored: number;
  readonly notScored: number;
}

/** What the grades of one trial say on a dimension: it passes when every grade that was scored passes; null when none was. */
function dimensionFinding({ grades }: Trial, dimension: string): boolean | null {
  let finding: boolean | null = null;
  for (const grade of grades) {
    if (grade.dimension !== dimension || grade.finding === 'not-scored') continue;
    finding = finding !== false && grade.finding === 'pass';
  }
  return finding;
}

/** Counts a scenario's graded trials by what they show on a dimension. */
export function dimensionTally({ gradedTrials }: ScenarioCounts, dimension: string): DimensionTally {
  let [passed, scored] = [0, 0];
  for (const trial of gradedTrials) {
    const finding = dimensionFinding(trial, dimension);
    if (finding === null) continue;
    scored++;
    if (finding) passed++;
  }
  return { passed, scored, notScored: gradedTrials.length - scored };
}

/** The dimensions that grades of graded trials speak of, in code-unit order; decisive when a grade on it decided an outcome. At most 100. */
export function dimensionsOf(scenarios: readonly ScenarioCounts[]): { dimension: string; decisive: boolean }[] {
  const decisive = new Map<string, boolean>();
  // A metric's name holds at most 80 characters of it.
  for (const { gradedTrials } of scenarios)
    for (const { grades } of gradedTrials)
      for (const grade of grades)
        if (grade.dimension !== null && grade.dimension !== '' && grade.dimension.length <= 80)
          decisive.set(grade.dimension, grade.decisive || decisive.get(grade.dimension) === true);
  return [...decisive]
    .map(([dimension, decides]) => ({ dimension, decisive: decides }))
    .sort((a, b) => codeUnitOrder(a.dimension, b.dimension))
    .slice(0, mostDimensions);
}
