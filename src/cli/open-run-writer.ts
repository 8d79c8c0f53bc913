import { join } from 'node:path';
import { refuseOtherRun } from '#runner';
import type { RunManifest, Trial } from '#schema';
import { createRun, openForAppend, openRun, type RunWriter, runsDirectory } from '#store';
import { referencedPath, type StoreOptions, storeFolder } from './run-reference.ts';
import type { Shell } from './shell.ts';

/** A run to be written, and what it holds already. */
export interface OpenedRun {
  readonly writer: RunWriter;
  readonly past: AsyncIterable<Trial>;
}

/**
 * Starts the run of a manifest in the store, or opens the unfinished one that is to be gone on with.
 *
 * @throws RUNNER_RESUME_DIFFERS when the unfinished run was begun with something else; errors of the store
 */
export async function openRunWriter(
  manifest: RunManifest,
  options: StoreOptions & { readonly resume?: string },
  shell: Shell,
): Promise<OpenedRun> {
  if (options.resume === undefined) {
    const directory = join(runsDirectory(storeFolder(options, shell)), manifest.id);
    return { writer: await createRun(directory, manifest), past: nothing() };
  }
  const writer = await openForAppend(await referencedPath(options.resume, options, shell));
  try {
    refuseOtherRun(writer.manifest, manifest);
  } catch (error) {
    await writer.close();
    throw error;
  }
  return { writer, past: storedTrials(writer.directory) };
}

async function* nothing(): AsyncGenerator<Trial> {}

async function* storedTrials(directory: string): AsyncGenerator<Trial> {
  await using reader = await openRun(directory);
  yield* reader.trials();
}
