import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForAppend, openRun, verifyRun } from './index.ts';
import { sampleAttempt } from './testing/sample-run.ts';

const program = fileURLToPath(new URL('testing/append-forever.ts', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the appending program and kills it after it has acknowledged so many attempts and then some time. Gives what it acknowledged. */
function killWhileWriting(run: string, acknowledgements: number, delayMs: number): Promise<number[]> {
  const child = spawn(process.execPath, ['--conditions=seatrial-source', program, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let doomed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (doomed || output.split('\n').length <= acknowledgements) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  return new Promise((resolve) => {
    // a last line without its break was cut by the kill: its attempt may or may not count as acknowledged
    child.on('close', () => resolve(output.split('\n').slice(0, -1).map(Number)));
  });
}

describe('a run whose writer is killed', () => {
  it('keeps everything that was acknowledged, round after round, and can be gone on with and sealed', async () => {
    const run = join(folder, 'run');
    const acknowledged = new Set<number>();
    for (const [round, delayMs] of [0, 3, 11, 1, 7].entries()) {
      for (const index of await killWhileWriting(run, 20 + 13 * round, delayMs)) acknowledged.add(index);
      const reader = await openRun(run);
      expect(reader.sealed).toBe(false);
      const trials = await reader.readTrials();
      const kept = new Set(trials.map(({ index }) => index));
      expect([...acknowledged].filter((index) => !kept.has(index))).toEqual([]);
      for (const trial of trials.slice(-20)) {
        expect(await reader.readTrajectory(trial)).toEqual(sampleAttempt('refund', trial.index).trajectory);
        expect(await reader.readRaw(trial)).toEqual(sampleAttempt('refund', trial.index).raw);
      }
      expect((await verifyRun(run)).intact).toBe(true);
    }
    expect(acknowledged.size).toBeGreaterThan(200);

    await appendFile(join(run, 'journal.jsonl'), '{"crc":"12345678","trial":{"scen');
    expect(await verifyRun(run)).toMatchObject({ intact: true, tornBytes: 32 });
    expect(await openRun(run)).toMatchObject({ tornBytes: 32 });
    const writer = await openForAppend(run);
    expect(writer.recovered.tornBytes).toBe(32);
    await writer.append(sampleAttempt('rebook', 0));
    await writer.seal();
    expect(await verifyRun(run)).toMatchObject({ intact: true, sealed: true, tornBytes: 0, findings: [] });
  }, 30_000);
});
