import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestJson, type Json } from '#base';
import { FileRecord } from '../record/file-record.ts';
import { recordPath } from '../record/record-path.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { TrialSeam } from '../trial-seam.ts';
import { readRecordedTrial } from './read-recorded-trial.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-recorded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = new ManualClock();
const asked = (tool: string, args: Json = {}) =>
  ({ carrier: 'mcp-stdio', server: 'shop', tool, arguments: args, effect: 'read' }) as const;

/** Writes a segment of the trial `t#0`; each answer is a reply's source, outcome, body and truth. */
function segment(
  at: number,
  calls: readonly (readonly [Json, Parameters<ReturnType<TrialSeam['open']>['end']>[0] | null])[],
): string {
  const path = recordPath(folder, 'r', 't#0', 'shop', at);
  using record = new FileRecord(path);
  const trial = new TrialSeam({
    run: 'r',
    trial: 't#0',
    server: 'shop',
    plan: null,
    record,
    clock,
    seamVersion: 'test',
  });
  for (const [args, end] of calls) {
    const open = trial.open(asked('get', args));
    if (end !== null) open.end(end);
  }
  return path;
}

const live = (body: string) => ({ source: 'live', outcome: 'result', delivered: true, body }) as const;
const texts = async (volatile: string[] = []): Promise<string[]> => {
  const trial = await readRecordedTrial(folder, 'r', 't#0', volatile);
  return Promise.all((trial?.calls ?? []).map(({ answers }) => answers[0].text()));
};

describe('readRecordedTrial', () => {
  it('is null for a trial that was not recorded', async () => {
    segment(0, []);
    expect(await readRecordedTrial(folder, 'r', 't#1')).toBeNull();
  });

  it('reads what a killed run left: calls without an answer are no calls, a torn last line is none', async () => {
    const path = segment(0, [
      [1, live('one')],
      [2, null],
    ]);
    appendFileSync(path, '{"kind":"reply","call":"shop:2","sou');
    expect(await texts()).toEqual(['one']);
  });

  it('keeps the calls of a server apart that was started again and counted from one again', async () => {
    segment(0, [[1, live('first')]]);
    segment(1, [[1, live('second')]]);
    expect(await texts()).toEqual(['first', 'second']);
  });

  it('takes the true answer where a fault changed or lost it, and none where a fault, a guard or a broken way gave none', async () => {
    segment(0, [
      [1, { ...live('cut'), truth: 'whole' }],
      [2, { source: 'fault', outcome: 'none', delivered: true, truth: 'lost' }],
      [3, { source: 'fault', outcome: 'tool-error', delivered: true, body: 'rate limit' }],
      [4, { source: 'synthetic', outcome: 'tool-error', delivered: true, body: 'blocked' }],
      [5, { source: 'live', outcome: 'transport', delivered: true }],
      [6, { source: 'live', outcome: 'tool-error', delivered: true, body: 'no such order' }],
    ]);
    expect(await texts()).toEqual(['whole', 'lost', 'no such order']);
  });

  it('reads long answers from beside the record', async () => {
    segment(0, [[1, live('x'.repeat(50_000))]]);
    expect((await texts())[0]).toHaveLength(50_000);
  });

  it('keys calls by their arguments as they were, secrets included, and without volatile places where some are named', async () => {
    const args = { id: 1, password: 'hunter22', key: 'k-1' };
    segment(0, [[args, live('one')]]);
    const [call] = (await readRecordedTrial(folder, 'r', 't#0'))?.calls ?? [];
    expect(call?.key).toBe(digestJson(args));
    expect(JSON.stringify(call?.arguments)).not.toContain('hunter22');
    const [other] = (await readRecordedTrial(folder, 'r', 't#0', ['/key', '/password']))?.calls ?? [];
    expect(other?.key).toBe(digestJson({ id: 1 }));
  });

  it('refuses a record that was damaged (SEAM_RECORD_DAMAGED)', async () => {
    appendFileSync(segment(0, [[1, live('one')]]), 'not JSON\n');
    await expect(readRecordedTrial(folder, 'r', 't#0')).rejects.toMatchObject({ code: 'SEAM_RECORD_DAMAGED' });
  });
});
