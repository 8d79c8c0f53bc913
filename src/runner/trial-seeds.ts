import { deriveSeed } from '#base';
import type { PlayedScenario } from '#schema';

/**
 * The seed of a trial: from the run's seed, the scenario and the index, and from nothing else, so that trials may be played in any order, on any
 * machine and again. Everything random in the trial derives from it. A scenario with faults takes the seeds of its clean twin, so that the two differ
 * in the faults alone.
 */
export function trialSeed(
  runSeed: number,
  { id, twinId }: Pick<PlayedScenario, 'id' | 'twinId'>,
  index: number,
): number {
  return deriveSeed(runSeed, 'trial', twinId ?? id, index);
}

/**
 * The seeds of one attempt at a trial. World and faults are the same in every attempt; agent and user begin afresh, because an attempt that was
 * lost to the simulated user would be lost again by the same words.
 */
export function attemptSeeds(seed: number, attempt: number): { world: number; user: number; agent: number } {
  return {
    world: deriveSeed(seed, 'world'),
    user: deriveSeed(seed, 'user', attempt),
    agent: deriveSeed(seed, 'agent', attempt),
  };
}
