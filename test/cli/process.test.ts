import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { screenOf } from '../../src/cli/screen-of.ts';
import { outcomeCsv, scenarios } from './recorded.ts';
import { newDesk } from './shell.ts';

const program = fileURLToPath(new URL('../../bin/seatrial.js', import.meta.url));

function start(cwd: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [program, ...argv], { cwd, env: { PATH: process.env['PATH'], ...env } });
}

function finish(cwd: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawnSync(process.execPath, [program, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { exitCode: child.status, out: child.stdout, err: child.stderr };
}

describe('the program', () => {
  it('prints results to standard output and mistakes to standard error, with the exit code', () => {
    const { cwd } = newDesk();
    expect(finish(cwd, ['--version'])).toEqual({
      exitCode: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
    expect(finish(cwd, ['report', 'x'])).toEqual({ exitCode: 20, out: '', err: expect.stringMatching(/^seatrial: /) });
  });

  it('keeps what it compiled for its next start, and starts where nothing can be kept', () => {
    const { cwd } = newDesk();
    const kept = join(cwd, 'tmp');
    mkdirSync(kept);
    expect(finish(cwd, ['--version'], { TMPDIR: kept }).exitCode).toBe(0);
    expect(readdirSync(kept)).toEqual(['node-compile-cache']);
    expect(finish(cwd, ['--version'], { TMPDIR: join(cwd, 'nowhere', '\u0001') })).toMatchObject({
      exitCode: 0,
      err: '',
    });
  });

  it('has no escape codes off a terminal, has them when forced, and NO_COLOR wins', () => {
    const desk = newDesk();
    desk.file('t.csv', outcomeCsv({ a: 'PF' }));
    const argv = ['import', 'auto', 't.csv'];
    expect(finish(desk.cwd, argv).out).not.toContain('\u{1b}');
    expect(finish(desk.cwd, argv, { FORCE_COLOR: '1' }).out).toContain('\u{1b}[');
    expect(finish(desk.cwd, argv, { FORCE_COLOR: '1', NO_COLOR: '1' }).out).not.toContain('\u{1b}');
  });

  it('keeps its exit code and says nothing when its reader goes away', async () => {
    const desk = newDesk();
    desk.file('t.csv', outcomeCsv(scenarios(300, 'P')));
    await desk.run('import', 'auto', 't.csv', '--name', 't');
    const child = start(desk.cwd, ['report', 't', '--json']);
    child.stdout?.destroy();
    let err = '';
    child.stderr?.on('data', (chunk) => {
      err += chunk;
    });
    const [exitCode] = await once(child, 'close');
    expect([exitCode, err]).toEqual([0, '']);
  });
});

/** A table so long that its import takes seconds. */
const longTable = outcomeCsv(scenarios(20_000, 'PFP'));

/** Starts a long import and waits until it has begun to write. */
async function longImport(): Promise<{ child: ChildProcess; store: string }> {
  const desk = newDesk();
  desk.file('t.csv', longTable);
  const child = start(desk.cwd, ['import', 'table', 't.csv', '--map', 'scenario=scenario,trial=trial,outcome=outcome']);
  const store = join(desk.cwd, '.seatrial');
  mkdirSync(store, { recursive: true });
  while (!existsSync(join(store, '.staging')) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return { child, store };
}

describe('Ctrl-C', () => {
  it('ends a long import with 130 and leaves no run', async () => {
    const { child, store } = await longImport();
    child.kill('SIGINT');
    const [exitCode, signal] = await once(child, 'close');
    expect([exitCode, signal]).toEqual([130, null]);
    expect(existsSync(join(store, 'runs'))).toBe(false);
  });

  it('twice ends at once, and the next import clears away what was left', async () => {
    const { child, store } = await longImport();
    child.kill('SIGINT');
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'close');
    expect(exitCode).toBe(130);
    expect(existsSync(join(store, 'runs'))).toBe(false);
    const desk = newDesk();
    desk.file('t.csv', outcomeCsv({ a: 'P' }));
    expect((await desk.run('import', 'auto', 't.csv', '--store', store)).exitCode).toBe(0);
    expect(readdirSync(join(store, '.staging'))).toEqual([]);
  });
});

describe('the screen', () => {
  it.each([
    [{ isTTY: true, columns: 132 }, {}, { width: 132, colour: true }],
    [{ isTTY: true, columns: 100 }, { NO_COLOR: '1' }, { width: 100, colour: false }],
    [{ isTTY: true, columns: 100 }, { NO_COLOR: '' }, { width: 100, colour: true }],
    [{ isTTY: true, columns: 100 }, { TERM: 'dumb' }, { width: 100, colour: false }],
    [{ isTTY: true, columns: 100 }, { FORCE_COLOR: '0' }, { width: 100, colour: false }],
    [{}, { COLUMNS: '66' }, { width: 66, colour: false }],
    [{}, { COLUMNS: 'wide' }, { width: 80, colour: false }],
    [{}, { COLUMNS: '-5', FORCE_COLOR: 'true' }, { width: 80, colour: true }],
  ])('of %j with %j is %j', (stream, env, screen) => {
    expect(screenOf(stream, env)).toEqual(screen);
  });
});
