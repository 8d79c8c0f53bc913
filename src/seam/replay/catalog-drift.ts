import { canonicalJson, type Json } from '#base';
import type { RecordedCatalog } from './recorded-trial.ts';

/** What has become of a server's tools since a recording was made. */
export interface CatalogDrift {
  readonly gone: readonly string[];
  readonly added: readonly string[];
  /** Tools of the same name with another description, schema or hint. */
  readonly changed: readonly string[];
}

/**
 * Compares the tools of a recording with those that the server lists now. A recording with any drift is stale: agents would be tried against tools
 * that are no more. Null where nothing has changed.
 */
export function catalogDrift({ tools }: RecordedCatalog, now: readonly Json[]): CatalogDrift | null {
  const [before, after] = [byName(tools), byName(now)];
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const added = [...after.keys()].filter((name) => !before.has(name));
  const changed = [...before]
    .filter(([name, text]) => after.has(name) && after.get(name) !== text)
    .map(([name]) => name);
  return gone.length + added.length + changed.length === 0 ? null : { gone, added, changed };
}

function byName(tools: readonly Json[]): Map<string, string> {
  return new Map(
    tools.map((tool) => {
      const { name } = (tool ?? {}) as { name?: unknown };
      return [String(name), canonicalJson(tool)];
    }),
  );
}
