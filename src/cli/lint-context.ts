import { SeatrialError } from '#base';
import { gradersFor } from '#graders';
import type { Suite } from '#schema';
import { parseFaultPlan } from '#seam';
import type { LintContext, LintWorld } from '#suites';
import { bundledPersonas } from '#users';
import type { World } from '#worlds';

/** What the suite's linter needs of the other rooms: the world, the personas, and whether graders and seam accept what is theirs. */
export function lintContext(suite: Suite, world: World | null): Required<Omit<LintContext, 'place'>> {
  const [some] = suite.scenarios;
  return {
    world: world === null ? null : lintWorld(world),
    personas: bundledPersonas.map(({ name }) => name),
    checkMistake: (check) => (some === undefined ? null : mistakeIn(() => gradersFor({ ...some, checks: [check] }))),
    faultPlanMistake: (plan) => mistakeIn(() => parseFaultPlan(plan)),
  };
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
