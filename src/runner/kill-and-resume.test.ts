import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyRun } from '#store';
import { plannedTrials } from './planned-trials.ts';
import { readTrials } from './testing/play-tally.ts';
import { tallyPlan } from './testing/tally-run.ts';
import { tallySuite } from './testing/tally-scenario.ts';

const program = fileURLToPath(new URL('testing/run-until-killed.ts', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-runner-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Plays, and kills the process once so many trials are settled. Gives the lines it had printed. */
function playUntil(directory: string, settled: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=seatrial-source', program, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > settled) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(output.split('\n').slice(0, -1))));
}

describe('a run whose process is killed', () => {
  it('loses nothing that was settled, repeats nothing, and is whole in the end', async () => {
    const directory = join(folder, 'run');
    const settled = new Set<string>();
    for (const more of [3, 9, 1, 17]) {
      for (const line of await playUntil(directory, settled.size + more)) settled.add(line);
      const stored = new Set((await readTrials(directory)).map(({ scenarioId, index }) => `${scenarioId}#${index}`));
      expect([...settled].filter((name) => !stored.has(name))).toEqual([]);
    }
    expect((await playUntil(directory, Number.POSITIVE_INFINITY)).at(-1)).toBe('complete');

    const trials = await readTrials(directory);
    const graded = trials.filter(({ outcome }) => outcome !== 'lost');
    const planned = [...plannedTrials(tallyPlan(tallySuite(20), { trials: 3 }))];
    expect(graded.map(({ scenarioId, index }) => `${scenarioId}#${index}`).sort()).toEqual(
      planned.map(({ scenario, index }) => `${scenario.id}#${index}`).sort(),
    );
    // Whoever was lost at first has exactly that attempt besides.
    for (const { scenarioId, index, attempt } of graded)
      expect(trials.filter((one) => one.scenarioId === scenarioId && one.index === index)).toHaveLength(attempt + 1);
    expect(trials.some(({ outcome }) => outcome === 'lost')).toBe(true);
    expect(await verifyRun(directory)).toMatchObject({ intact: true, sealed: true, findings: [] });
  });
});
