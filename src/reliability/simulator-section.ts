import type { SimulatorSection, Trial } from '#schema';
import type { RunCounts, ScenarioCounts } from './count.ts';
import { pooledShare } from './pooled-share.ts';

/** The simulated user's own error rate, over every attempt; null where no simulated user accounted for itself. */
export function simulatorSection({ manifest, scenarios }: RunCounts, level: number): SimulatorSection | null {
  const attempts = scenarios.flatMap(attemptsOf).flatMap(({ userReport }) => userReport ?? []);
  if (attempts.length === 0) return null;
  const mistakes = attempts.flatMap((report) => report.mistakes);
  const codes = [...new Set(mistakes.map(({ code }) => code))].sort();
  return {
    kind: manifest.user.kind,
    turns: attempts.reduce((total, { turns }) => total + turns, 0),
    mistakes: mistakes.length,
    mistakeRate: pooledShare(scenarios.map(mistakeTerms), {
      estimand: 'user turns with a mistake of the simulated user',
      level,
      none: ['no-turns', 'no user turn was simulated'],
    }),
    lostRate: pooledShare(scenarios.map(lostTerms), {
      estimand: 'attempts lost to the simulated user',
      level,
      none: ['no-attempts', 'no attempt had a simulated user'],
    }),
    byCode: codes.map((code) => {
      const ofCode = mistakes.filter((mistake) => mistake.code === code);
      return { code, count: ofCode.length, fatal: ofCode.filter(({ fatal }) => fatal).length };
    }),
  };
}

function attemptsOf({ gradedTrials, lostTrials, extraAttempts }: ScenarioCounts): Trial[] {
  return [...gradedTrials, ...lostTrials, ...extraAttempts];
}

/** User turns with at least one mistake, of all simulated user turns. */
export function mistakeTerms(scenario: ScenarioCounts): { events: number; exposures: number } {
  let [events, exposures] = [0, 0];
  for (const { userReport } of attemptsOf(scenario)) {
    if (userReport === null) continue;
    const turns = new Set(userReport.mistakes.map(({ turn }) => turn)).size;
    events += turns;
    exposures += Math.max(userReport.turns, turns);
  }
  return { events, exposures };
}

function lostTerms(scenario: ScenarioCounts): { events: number; exposures: number } {
  const simulated = attemptsOf(scenario).filter(({ userReport }) => userReport !== null);
  return {
    events: simulated.filter(({ loss }) => loss?.owner === 'user-simulator').length,
    exposures: simulated.length,
  };
}
