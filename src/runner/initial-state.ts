import type { Json } from '#base';
import type { PlayedScenario } from '#schema';
import type { World, WorldSetup } from '#worlds';
import { attemptSeeds } from './trial-seeds.ts';

/**
 * What a trial asks of its world. Without a seed of the scenario's own the world is seeded by the trial.
 *
 * @param seed the trial's seed
 */
export function worldSetup({ world, tools }: PlayedScenario, seed: number): WorldSetup {
  return {
    ...(world.state !== undefined && { state: world.state }),
    ...(tools !== undefined && { tools }),
    seed: world.seed ?? attemptSeeds(seed, 0).world,
  };
}

/** The state that the world of a stored trial began with, made again from the trial's seed: what grading again starts from. */
export function initialState(world: World, scenario: PlayedScenario, seed: number): Json {
  return world.open(worldSetup(scenario, seed)).initial;
}
