import type { PlayedScenario } from '#schema';
import { EarlyStop, parseStopRule } from '../../src/runner/early-stop.ts';
import { scenarioOrder } from '../../src/runner/planned-trials.ts';
import { createRandom, drawBeta, type Random } from '../../src/stats/random/index.ts';

const trials = 4;
const scenarios = 150;
const replicates = 400;
const threshold = 0.8;

const plan = {
  scenarios: Array.from({ length: scenarios }, (_, at) => ({ id: `s${at}` }) as PlayedScenario),
  trials,
  seed: 1,
  order: 'scenarios',
  limits: {},
} as const;
const order = scenarioOrder(plan, 0).map(({ id }) => id);

/** Plays one run whose scenarios have chances drawn by `chance`; gives how it was settled, if it was. */
function settled(random: Random, chance: (random: Random) => number): boolean | null {
  const stop = new EarlyStop(parseStopRule(`success>=${threshold}`, trials), plan);
  for (const id of order) {
    const own = chance(random);
    for (let trial = 0; trial < trials; trial++) stop.settled(id, random.next() < own ? 'pass' : 'fail');
    if (stop.decision !== null) return stop.decision.reached;
  }
  return null;
}

function share(chance: (random: Random) => number, counts: (reached: boolean | null) => boolean): number {
  const random = createRandom(20261121);
  let count = 0;
  for (let replicate = 0; replicate < replicates; replicate++) if (counts(settled(random, chance))) count++;
  return count / replicates;
}

const worlds: readonly (readonly [name: string, chance: (mean: number) => (random: Random) => number])[] = [
  ['scenarios alike', (mean) => () => mean],
  ['scenarios of all kinds', (mean) => (random) => drawBeta(random, 4 * mean, 4 * (1 - mean))],
  ['scenarios that always or never pass', (mean) => (random) => (random.next() < mean ? 1 : 0)],
];

/** How often early stopping settles on the wrong side, looked at after every scenario, and how often it settles what is plain. */
export const simulations = worlds.flatMap(([name, chance]) => [
  {
    name: `early stopping, success exactly at the threshold: ever settled, ${name}`,
    run: () => ({ observed: share(chance(threshold), (reached) => reached !== null), low: 0, high: 0.05 }),
  },
  {
    name: `early stopping, success 0.77 of 0.8: settled as reached, ${name}`,
    run: () => ({ observed: share(chance(0.77), (reached) => reached === true), low: 0, high: 0.025 }),
  },
  {
    name: `early stopping, success 0.5 of 0.8: settled as not reached, ${name}`,
    run: () => ({ observed: share(chance(0.5), (reached) => reached === false), low: 0.99, high: 1 }),
  },
]);
