import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { callOf } from '../testing/plan-fixture.ts';
import { TrialSeam } from '../trial-seam.ts';
import { FileRecord } from './file-record.ts';
import { readSeamRecord } from './read-record.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-seam-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(path: string): { record: FileRecord; seam: TrialSeam } {
  const record = new FileRecord(path);
  const seam = new TrialSeam({
    run: 'r',
    trial: 't#0',
    plan: null,
    record,
    clock: new ManualClock(),
    seamVersion: 'test',
  });
  return { record, seam };
}

describe('the record of a seam', () => {
  it('is read back as it was written, long bodies from beside it and each content once', async () => {
    const path = join(folder, 'a.jsonl');
    const { record, seam } = open(path);
    const long = 'x'.repeat(20_000);
    for (let n = 0; n < 2; n++) {
      const call = seam.open(callOf('get', { note: long, n }));
      call.end({ source: 'live', outcome: 'result', body: long, delivered: true });
    }
    seam.end('done');
    record.close();
    const read = await readSeamRecord(path);
    expect(read.events.map(({ kind }) => kind)).toEqual(['begin', 'call', 'reply', 'call', 'reply', 'end']);
    expect(read.tornBytes).toBe(0);
    const [, call, reply] = read.events;
    if (call?.kind !== 'call' || reply?.kind !== 'reply') throw new Error('expected a call and its reply');
    expect(await read.argumentsOf(call)).toEqual({ note: long, n: 0 });
    expect(await read.text(reply.body ?? { text: '' })).toBe(long);
    expect(readdirSync(join(folder, 'blobs'))).toHaveLength(3);
    expect(readFileSync(path).length).toBeLessThan(4000);
  });

  it('has the call on disk before anything else happens', async () => {
    const path = join(folder, 'a.jsonl');
    const { record, seam } = open(path);
    seam.open(callOf('get', { id: 1 }));
    expect((await readSeamRecord(path)).events.at(-1)).toMatchObject({ kind: 'call', operation: 'get' });
    record.close();
  });

  it('is readable after kill -9 in the middle of a call', async () => {
    const path = join(folder, 'killed.jsonl');
    const program = `
      import { FileRecord } from ${JSON.stringify(new URL('file-record.ts', import.meta.url).href)};
      import { TrialSeam } from ${JSON.stringify(new URL('../trial-seam.ts', import.meta.url).href)};
      const clock = { wall: () => 'now, roughly', ms: () => 1, sleep: async () => {} };
      const seam = new TrialSeam({ run: 'r', trial: 't', plan: null, record: new FileRecord(${JSON.stringify(path)}), clock, seamVersion: 'test' });
      for (let n = 0; ; n++) {
        seam.open({ carrier: 'box', server: 's', tool: 'get', arguments: { n }, effect: 'read' });
        if (n === 100) console.log('running');
      }`;
    const child = spawn(process.execPath, ['--conditions=seatrial-source', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { events } = await readSeamRecord(path);
    expect(events.length).toBeGreaterThan(100);
    const calls = events.filter((event) => event.kind === 'call');
    expect(calls.map(({ n }) => n)).toEqual(calls.map((_, at) => at + 1));
  });

  it('tolerates a torn last line and tells how much it is', async () => {
    const path = join(folder, 'torn.jsonl');
    open(path).record.close();
    appendFileSync(path, '{"kind":"call","id');
    expect(await readSeamRecord(path)).toMatchObject({ events: [{ kind: 'begin' }], tornBytes: 18 });
  });

  it('is never overwritten', () => {
    const path = join(folder, 'a.jsonl');
    open(path).record.close();
    expect(() => new FileRecord(path)).toThrow(expect.objectContaining({ code: 'SEAM_RECORD_EXISTS' }));
  });

  it('drops what comes after its end', async () => {
    const path = join(folder, 'a.jsonl');
    const { record, seam } = open(path);
    const call = seam.open(callOf('get'));
    seam.end('deadline', 'took too long');
    call.end({ source: 'live', outcome: 'result', delivered: true });
    record.close();
    expect((await readSeamRecord(path)).events.at(-1)).toMatchObject({ kind: 'end', status: 'deadline' });
  });

  it.each<[string, string, string]>([
    ['a broken line in the middle', '{"kind":"begin"\n{}\n', 'SEAM_RECORD_DAMAGED'],
    ['an event of no known kind', '{"kind":"gremlin"}\n', 'SEAM_RECORD_DAMAGED'],
    ['a version of the future', '{"kind":"begin","format":"seatrial.seam","version":2}\n', 'SEAM_RECORD_DAMAGED'],
    ['a record without its beginning', '{"kind":"end","status":"done","reason":null,"ms":1}\n', 'SEAM_RECORD_DAMAGED'],
    ['nesting that would exhaust the stack', `${'['.repeat(100_000)}\n`, 'SEAM_RECORD_DAMAGED'],
  ])('is refused with %s', async (_, text, code) => {
    const path = join(folder, 'bad.jsonl');
    writeFileSync(path, text);
    await expect(readSeamRecord(path)).rejects.toMatchObject({ code });
  });

  it('notices a body that was changed or taken away', async () => {
    const path = join(folder, 'a.jsonl');
    const { record, seam } = open(path);
    seam.open(callOf('get')).end({ source: 'live', outcome: 'result', body: 'y'.repeat(9000), delivered: true });
    record.close();
    const read = await readSeamRecord(path);
    const reply = read.events.at(-1);
    if (reply?.kind !== 'reply' || reply.body === null || !('blob' in reply.body))
      throw new Error('expected a long body');
    const blob = join(folder, 'blobs', reply.body.blob.digest.slice(7));
    expect(existsSync(blob)).toBe(true);
    writeFileSync(blob, 'z'.repeat(9000));
    await expect(read.text(reply.body)).rejects.toMatchObject({ code: 'SEAM_BLOB_DAMAGED' });
    rmSync(blob);
    await expect(read.text(reply.body)).rejects.toMatchObject({ code: 'SEAM_BLOB_DAMAGED' });
  });
});
