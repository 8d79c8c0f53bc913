import { readdirSync } from 'node:fs';
import type { SeamConfig } from '../seam-config.ts';
import { type CatalogDrift, catalogDrift } from './catalog-drift.ts';
import { listLiveTools } from './list-live-tools.ts';
import { isReplayed } from './open-trial-replay.ts';
import { readRecordedTrial } from './read-recorded-trial.ts';
import type { RecordedCatalog } from './recorded-trial.ts';

/** A server whose recording is stale. */
export interface StaleServer {
  readonly server: string;
  readonly drift: CatalogDrift;
}

/**
 * Asks the MCP servers of a configuration that are reached over HTTP for their tools and compares them with the recording that is to stand for them.
 * Servers that cannot be asked are passed over: a replay needs none. Say what is found before anything is run.
 *
 * @throws as `readRecordedTrial`
 */
export async function staleServers(config: SeamConfig): Promise<StaleServer[]> {
  const { replay, servers } = config;
  if (replay === undefined) return [];
  const catalogs = await anyCatalogs(replay.record, replay.run ?? config.run, replay.trial);
  const checked = Object.entries(servers).map(async ([server, about]): Promise<StaleServer[]> => {
    const catalog = catalogs.get(server);
    if (about.kind !== 'mcp-http' || !isReplayed(replay, server) || catalog === undefined) return [];
    const now = await listLiveTools(about.url);
    const drift = now === null ? null : catalogDrift(catalog, now);
    return drift === null ? [] : [{ server, drift }];
  });
  return (await Promise.all(checked)).flat();
}

// Trials of one run meet the same servers; the first that listed tools tells them.
async function anyCatalogs(
  folder: string,
  run: string,
  trial: string | undefined,
): Promise<ReadonlyMap<string, RecordedCatalog>> {
  const catalogs = new Map<string, RecordedCatalog>();
  for (const name of trial === undefined ? recordedTrials(folder, run) : [trial]) {
    const recorded = await readRecordedTrial(folder, run, name);
    for (const [server, catalog] of recorded?.catalogs ?? []) if (!catalogs.has(server)) catalogs.set(server, catalog);
    if (catalogs.size > 0) break;
  }
  return catalogs;
}

function recordedTrials(folder: string, run: string): string[] {
  const prefix = `${encodeURIComponent(run)}@`;
  const files = readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith('.jsonl'));
  const trials = files.map((file) => file.slice(prefix.length, -'.jsonl'.length).split('@')[0] ?? '');
  return [...new Set(trials)].sort().map(decodeURIComponent);
}
