import type { Suite } from '#schema';
import { readSuite } from './read-suite.ts';

/**
 * Reads a suite that is to be run. See {@link readSuite}, which also tells where its parts stand.
 *
 * @example const suite = await loadSuite('suite.yaml', { cwd: '/home/me/project' });
 */
export async function loadSuite(path: string, options: { readonly cwd: string }): Promise<Suite> {
  return (await readSuite(path, options)).suite;
}
