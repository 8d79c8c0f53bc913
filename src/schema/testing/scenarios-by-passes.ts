/**
 * The letters of scenarios for tests, from how many of them passed how often: `[15, 12, 9, 4, 10]` of 4 trials is 15 scenarios with no pass, 12
 * with one, and so on.
 */
export function scenariosByPasses(counts: readonly number[], trials: number): Record<string, string> {
  const scenarios: Record<string, string> = {};
  for (const [passes, count] of counts.entries())
    for (let at = 0; at < count; at++)
      scenarios[`s-${passes}-${String(at).padStart(3, '0')}`] = 'P'.repeat(passes) + 'F'.repeat(trials - passes);
  return scenarios;
}
