import { type Json, SeatrialError } from '#base';
import { gradersFor } from '#graders';
import type { Suite } from '#schema';
import type { LintContext, LintWorld } from '#suites';
import { bundledPersonas } from '#users';
import type { World } from '#worlds';

/** What the suite's linter needs of the other rooms: the world, the personas, and whether graders and seam accept what is theirs. */
export async function lintContext(suite: Suite, world: World | null): Promise<Omit<LintContext, 'place'>> {
  const [some] = suite.scenarios;
  const hasFaults = suite.scenarios.some(({ faultPlan }) => faultPlan !== null);
  return {
    world: world === null ? null : lintWorld(world),
    personas: bundledPersonas.map(({ name }) => name),
    checkMistake: (check) => (some === undefined ? null : mistakeIn(() => gradersFor({ ...some, checks: [check] }))),
    // most suites have none, and the seam takes its time to load
    ...(hasFaults && { faultPlanMistake: await faultPlanMistake() }),
  };
}

async function faultPlanMistake(): Promise<(plan: Json) => string | null> {
  const { parseFaultPlan } = await import('#seam');
  return (plan) => mistakeIn(() => parseFaultPlan(plan));
}

function lintWorld(world: World): LintWorld {
  return {
    tools: world.open({ seed: 0 }).tools.definitions,
    initial: (setup) => world.open(setup).initial,
  };
}

function mistakeIn(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof SeatrialError) return error.message;
    throw error;
  }
}
