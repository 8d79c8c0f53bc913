import { dirname, resolve } from 'node:path';
import type { Suite } from '#schema';
import { loadSuite, withWorldDigest } from '#suites';
import type { World } from '#worlds';
import { openWorld } from './open-world.ts';
import type { Shell } from './shell.ts';
import { suitePath } from './suite-path.ts';

/** A suite with the world it is played in. */
export interface OpenedSuite {
  readonly suite: Suite;
  /** Null for agents that bring their own tools. */
  readonly world: World | null;
}

/**
 * Opens the suite that a user names: `order-desk` or `order-desk-faults` for the bundled ones, or a file in YAML or TypeScript. Its digest covers the world.
 *
 * @throws the errors of `loadSuite` and `openWorld`
 */
export async function openSuite(reference: string, shell: Pick<Shell, 'cwd'>): Promise<OpenedSuite> {
  const path = await suitePath(reference);
  const suite = await loadSuite(path, { cwd: shell.cwd });
  if (suite.world === null) return { suite, world: null };
  const world = await openWorld(suite.world, dirname(resolve(shell.cwd, path)));
  return { suite: withWorldDigest(suite, world.digest), world };
}
