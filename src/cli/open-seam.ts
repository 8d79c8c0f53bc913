import { dirname, resolve } from 'node:path';
import type { Suite } from '#schema';
import { type LoadedSeam, loadSeam } from '#seam';
import type { Shell } from './shell.ts';

/**
 * The seam configuration that a suite names; null for none. Its proxies are started with each trial and record for the trial alone, wherever the
 * configuration would record otherwise.
 *
 * @param suitePath the suite's file, from whose folder the path starts
 * @throws the errors of `loadSeam`
 */
export async function openSeam(
  { seam }: Suite,
  suitePath: string,
  shell: Pick<Shell, 'cwd'>,
): Promise<LoadedSeam | null> {
  if (seam === null) return null;
  return await loadSeam(resolve(dirname(resolve(shell.cwd, suitePath)), seam), { label: seam, run: 'trial' });
}
