import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRun, listRuns, openRun, packRun, resolveRun } from './index.ts';
import { sampleAttempt, sampleManifest } from './testing/sample-run.ts';

let store = '';
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
});
afterEach(() => rm(store, { recursive: true, force: true }));

async function addRun(id: string, createdAt: string, seal = true): Promise<string> {
  const path = join(store, 'runs', id);
  const writer = await createRun(path, { ...sampleManifest(['refund'], id), createdAt });
  await writer.append(sampleAttempt('refund', 0));
  if (seal) await writer.seal();
  else await writer.close();
  return path;
}

describe('listRuns', () => {
  it('lists sealed, unfinished and damaged runs, newest first', async () => {
    await addRun('old-run', '2026-01-01T00:00:00Z');
    await addRun('new-run', '2026-03-01T00:00:00Z', false);
    const broken = await addRun('broken-run', '2026-02-01T00:00:00Z');
    await writeFile(join(broken, 'manifest.json'), '{"format":');
    await mkdir(join(store, 'runs', 'empty-run'));
    const runs = await listRuns(store);
    expect(runs.map(({ id, state, error }) => [id, state, error?.code ?? null])).toEqual([
      ['new-run', 'unfinished', null],
      ['old-run', 'sealed', null],
      ['broken-run', 'damaged', 'SCHEMA_JSON_MALFORMED'],
      ['empty-run', 'damaged', 'STORE_NOT_A_RUN'],
    ]);
    expect(runs[1]).toMatchObject({
      path: join(store, 'runs', 'old-run'),
      name: 'Sample run',
      agent: { name: 'clerk', version: '3', model: 'invented-1' },
      suite: 'ferry-desk',
      counts: { scenarios: 1, planned: 2, attempts: 1, trials: 1, passed: 1, failed: 0, lost: 0, missing: 1 },
    });
  });

  it('does not read journals', async () => {
    const path = await addRun('old-run', '2026-01-01T00:00:00Z');
    await rm(join(path, 'journal.jsonl'));
    expect(await listRuns(store)).toMatchObject([{ state: 'sealed', counts: { attempts: 1 } }]);
  });

  it('passes over links, files, and folders that are not named by an id', async () => {
    await addRun('old-run', '2026-01-01T00:00:00Z');
    await symlink(join(store, 'runs', 'old-run'), join(store, 'runs', 'link-run'));
    await writeFile(join(store, 'runs', 'some-file'), '');
    await mkdir(join(store, 'runs', '.hidden'));
    expect((await listRuns(store)).map(({ id }) => id)).toEqual(['old-run']);
  });

  it('finds no runs in a store that does not exist', async () => {
    expect(await listRuns(join(store, 'nowhere'))).toEqual([]);
  });
});

describe('resolveRun', () => {
  beforeEach(async () => {
    for (const id of ['gpt-airline', 'gpt-airline-2', 'gpt-retail', 'grok-airline'])
      await addRun(id, '2026-01-01T00:00:00Z');
  });
  const path = (id: string): string => join(store, 'runs', id);

  it('takes an id, also one that begins others, and a prefix that only one run has', async () => {
    expect(await resolveRun(store, 'gpt-airline', '/')).toBe(path('gpt-airline'));
    expect(await resolveRun(store, 'gpt-airline-', '/')).toBe(path('gpt-airline-2'));
    expect(await resolveRun(store, 'gro', '/')).toBe(path('grok-airline'));
  });

  it('takes a name before a beginning, because a name may begin another', async () => {
    await mkdir(path('hasty-0123abcd'), { recursive: true });
    await mkdir(path('hasty-faults-4567abcd'), { recursive: true });
    expect(await resolveRun(store, 'hasty', '/')).toBe(path('hasty-0123abcd'));
    expect(await resolveRun(store, 'hasty-f', '/')).toBe(path('hasty-faults-4567abcd'));
  });

  it('takes the path of a folder or a ZIP, from the folder one is in', async () => {
    expect(await resolveRun(store, './gpt-retail', join(store, 'runs'))).toBe(path('gpt-retail'));
    expect(await resolveRun(store, path('gpt-retail'), '/')).toBe(path('gpt-retail'));
    await packRun(path('gpt-retail'), join(store, 'packed.zip'));
    const zip = await resolveRun(store, 'packed.zip', store);
    await using reader = await openRun(zip);
    expect(reader.manifest.id).toBe('gpt-retail');
    expect(await resolveRun(store, 'runs', store)).toBe(join(store, 'runs'));
  });

  it('names the candidates when several runs begin so', async () => {
    await expect(resolveRun(store, 'gpt-a', '/')).rejects.toMatchObject({
      code: 'STORE_RUN_AMBIGUOUS',
      message: expect.stringContaining('gpt-airline, gpt-airline-2'),
    });
  });

  it('names the nearest ids when there is none', async () => {
    const refused = async (reference: string, hint: string): Promise<void> =>
      expect(resolveRun(store, reference, '/')).rejects.toMatchObject({
        code: 'STORE_RUN_NOT_FOUND',
        hint: expect.stringContaining(hint),
      });
    await refused('gpt-airlin3', 'gpt-airline, gpt-airline-2');
    await refused('retail', 'gpt-retail');
    await refused('zzz', 'seatrial runs');
    await refused('', 'seatrial runs');
    await refused('../nowhere', 'seatrial runs');
    await expect(resolveRun(join(store, 'nowhere'), 'gpt', '/')).rejects.toMatchObject({
      hint: expect.stringContaining('import'),
    });
  });
});
