import { digestJson, SeatrialError } from '#base';
import { slugOf } from '#intake';
import { renderMerge } from '#report';
import { mergedManifest } from '#runner';
import { exitCodes, type RunManifest } from '#schema';
import { type RunReader, type StagedRun, stageRun } from '#store';
import { printJson } from '../print-json.ts';
import { openReferenced, type StoreOptions, storeFolder } from '../run-reference.ts';
import type { Command, Shell } from '../shell.ts';

interface MergeOptions extends StoreOptions {
  readonly runs: readonly string[];
  readonly name?: string;
  readonly json?: boolean;
}

/** Puts the shards of one run together. The shards stay as they are; the merged run appears whole or not at all. */
export const mergeCommand: Command<MergeOptions> = async (options, shell) => {
  const manifests = await Promise.all(options.runs.map((run) => sealedManifest(run, options, shell)));
  const merged = mergedManifest(manifests, identityOf(manifests, options, shell));
  await using staged = await stageRun(storeFolder(options, shell));
  for (const run of options.runs) {
    await using reader = await openReferenced(run, options, shell);
    await copyTrials(reader, staged, shell);
  }
  const { path, seal, alreadyPresent } = await staged.publish(merged);
  const summary = {
    id: merged.id,
    name: merged.name,
    path,
    shards: manifests.length,
    counts: seal.counts,
    alreadyPresent,
  };
  if (options.json) await printJson({ schemaVersion: 1, kind: 'seatrial.merge', ...summary }, shell);
  else await shell.print(renderMerge(summary, shell.screen));
  return exitCodes.pass;
};

async function sealedManifest(run: string, options: MergeOptions, shell: Shell): Promise<RunManifest> {
  await using reader = await openReferenced(run, options, shell);
  if (reader.sealed) return reader.manifest;
  throw new SeatrialError('CLI_SHARD_UNFINISHED', {
    message: `expected finished shards, got ${reader.manifest.id}, which is not played to its end`,
    hint: `go on with it first: the same command with --resume ${reader.manifest.id}`,
  });
}

/** The same shards make the same id, so that merging twice gives one run. */
function identityOf(
  manifests: readonly RunManifest[],
  { name }: MergeOptions,
  shell: Shell,
): Pick<RunManifest, 'id' | 'name' | 'createdAt'> {
  const named = name ?? manifests[0]?.name ?? 'merged';
  const digest = digestJson([named, ...manifests.map(({ id }) => id).sort()]).slice('sha256:'.length);
  return { id: `${slugOf(named)}-${digest.slice(0, 8)}`, name: named, createdAt: shell.now().toISOString() };
}

async function copyTrials(reader: RunReader, staged: StagedRun, shell: Shell): Promise<void> {
  for await (const trial of reader.trials()) {
    shell.interrupted.throwIfAborted();
    await staged.append({ trial, trajectory: await reader.readTrajectory(trial), raw: await reader.readRaw(trial) });
  }
}
