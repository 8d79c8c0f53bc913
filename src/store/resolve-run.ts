import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SeatrialError } from '#base';
import { listRunIds } from './list-runs.ts';
import { runsDirectory } from './store-layout.ts';

const shown = 5;

/**
 * The path of the run that a person means: by its id, by its name when only one run has it, by the beginning of its id when only one run
 * begins so, or by a path. An id is the name, a dash and eight digits that no other run has.
 * Whatever has a slash, begins with a dot or ends in `.zip` is a path.
 *
 * @param from the folder that a relative path starts from
 * @throws STORE_RUN_NOT_FOUND, naming the nearest ids; STORE_RUN_AMBIGUOUS, naming the candidates
 */
export async function resolveRun(storeDirectory: string, reference: string, from: string): Promise<string> {
  const path = resolve(from, reference);
  if (/[/\\]|^\.|\.zip$/.test(reference)) {
    if (await exists(path)) return path;
    throw notFound(reference, 'nothing at this path', 'run `seatrial runs` for the runs there are');
  }
  const ids = await listRunIds(storeDirectory);
  const matches = matching(ids, reference);
  const [match] = matches;
  if (matches.length > 1) throw ambiguous(reference, matches);
  if (match !== undefined) return join(runsDirectory(storeDirectory), match);
  if (reference !== '' && (await exists(path))) return path;
  throw notFound(
    reference,
    ids.length === 0 ? 'a store without runs' : 'none of this name',
    nearestHint(reference, ids),
  );
}

function matching(ids: readonly string[], reference: string): readonly string[] {
  if (ids.includes(reference)) return [reference];
  const beginning = ids.filter((id) => reference !== '' && id.startsWith(reference));
  const named = beginning.filter((id) => /^-[0-9a-f]{8}$/.test(id.slice(reference.length)));
  return named.length > 0 ? named : beginning;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function ambiguous(reference: string, matches: readonly string[]): SeatrialError {
  const more = matches.length > shown ? ` and ${matches.length - shown} more` : '';
  return new SeatrialError('STORE_RUN_AMBIGUOUS', {
    message: `expected one run to begin with ${quote(reference)}, got ${matches.slice(0, shown).join(', ')}${more}`,
    hint: 'write more of the id',
  });
}

function notFound(reference: string, found: string, hint: string): SeatrialError {
  return new SeatrialError('STORE_RUN_NOT_FOUND', {
    message: `expected the run ${quote(reference)}, got ${found}`,
    hint,
  });
}

function quote(reference: string): string {
  return JSON.stringify(reference.slice(0, 200));
}

function nearestHint(reference: string, ids: readonly string[]): string {
  const nearest = ids
    .map((id) => ({ id, distance: editDistance(reference.slice(0, 200), id) }))
    .filter(
      ({ id, distance }) => distance <= Math.max(2, id.length / 3) || (reference !== '' && id.includes(reference)),
    )
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map(({ id }) => id);
  if (nearest.length > 0) return `did you mean ${nearest.join(', ')}?`;
  return ids.length === 0
    ? 'import a run first, or name another store with --store'
    : 'run `seatrial runs` for the runs there are';
}

/** How many letters must be put in, taken out or exchanged to make one text of the other. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchange = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, exchange));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
