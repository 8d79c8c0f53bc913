import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRun } from '#store';
import { type Desk, newDesk } from './shell.ts';

const suite = `apiVersion: seatrial/suite/v1
name: parcels
version: "1"
scenarios:
${['late', 'lost', 'broken', 'gift']
  .map(
    (id) => `  - id: ${id}
    goal: know where the parcel is
    user: { kind: scripted, lines: ["Where is my ${id} parcel?", "And when?"] }
    checks: [{ check: says, must: ["Thursday"] }]
`,
  )
  .join('')}`;

/** Passes but for the lost parcel, of which only even seeds are known. */
const agent = `export default async ({ text }, { seed }) => {
  if (text.startsWith('And')) return 'Good bye.';
  return text.includes('lost') && seed % 2 === 1 ? 'I do not know.' : 'It comes on Thursday.';
};
`;

function parcelDesk(files: Readonly<Record<string, string>> = {}): Desk {
  const desk = newDesk();
  for (const [name, content] of Object.entries({ 'suite.yaml': suite, 'agent.mjs': agent, ...files }))
    desk.file(name, content);
  return desk;
}

interface LiveRun {
  readonly id: string;
  readonly path: string;
  readonly reason: string;
  readonly counts: Readonly<Record<'planned' | 'passed' | 'failed' | 'lost' | 'missing' | 'dropped', number>>;
  readonly exitCode: number;
}

const play = ['run', 'suite.yaml', '--agent', './agent.mjs', '-k', '3'];

describe('seatrial run', () => {
  it('prints the report, what to look at next, and last how the run ended', async () => {
    const { exitCode, out } = await parcelDesk().run(...play);
    expect(exitCode).toBe(0);
    expect(out).toContain('report  parcels  ·  agent ./agent.mjs  ·  4 scenarios × 3 trials');
    expect(out).toMatch(/Next +seatrial (diff|report) parcels-agent-[0-9a-f]{8}/);
    expect(out.trimEnd().split('\n').at(-1)).toBe(' ✓ complete: 12 of 12 trials graded   exit 0');
  });

  it('gives the same outcomes for the same seed, and others for another', async () => {
    const desk = parcelDesk();
    const letters = async (seed: string) => {
      const { report } = await desk.json<{ report: { scenarios: { rows: { trials: string }[] } } }>(
        ...[...play, '-k', '9', '--seed', seed, '--name', `s${seed}-${desk.contents().size}`, '--json'],
      );
      return report.scenarios.rows.map(({ trials }) => trials);
    };
    const [one, again, other] = [await letters('1'), await letters('1'), await letters('2')];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
  });

  it('plays a part of a suite, which is another suite', async () => {
    const desk = parcelDesk();
    const [whole, part] = [
      await desk.json<LiveRun & { report: { run: { suite: { digest: string } } } }>(
        ...play,
        '--name',
        'whole',
        '--json',
      ),
      await desk.json<LiveRun & { report: { run: { suite: { digest: string } } } }>(
        ...[...play, '--only', 'late', '--only', 'gift', '--name', 'part', '--json'],
      ),
    ];
    expect(part.counts.planned).toBe(6);
    expect(part.report.run.suite.digest).not.toBe(whole.report.run.suite.digest);
  });

  it('plays shards that are one run again when merged', async () => {
    const desk = parcelDesk();
    for (const shard of ['1/2', '2/2']) {
      const { counts } = await desk.json<LiveRun>(...play, '--shard', shard, '--name', `part ${shard[0]}`, '--json');
      expect(counts).toMatchObject({ planned: 6, missing: 0 });
    }
    const whole = await desk.json<LiveRun>(...play, '--name', 'whole', '--json');
    const merged = await desk.run('merge', 'part 1', 'part 2', '--name', 'merged');
    expect(merged).toMatchObject({ exitCode: 0, out: expect.stringContaining('2 shards, 4 scenarios, 12 planned') });
    const { verdict } = await desk.json<{ verdict: unknown }>('compare', whole.id, 'merged', '--json');
    expect(verdict).not.toBe('incomparable');
    expect((await desk.run('merge', 'part 1', '--name', 'half')).err).toContain('RUNNER_SHARDS_INCOMPLETE');
  });

  it('ends with 31 when the budget is used up, and says what was left out', async () => {
    const desk = parcelDesk({ 'agent.mjs': "export default () => ({ text: 'Thursday', costUsd: 0.5 });" });
    const { exitCode, out } = await desk.run(...play, '--budget', '4.5');
    expect(exitCode).toBe(31);
    expect(out).toContain('Cost       $4.00 of $4.50');
    expect(out).toContain('budget used up: 4 of 12 trials graded, 8 left out   exit 31');
  });

  it('refuses a budget where nothing tells a cost', async () => {
    const { exitCode, err } = await parcelDesk().run(...play, '--budget', '5');
    expect(exitCode).toBe(20);
    expect(err).toContain('RUNNER_COST_UNKNOWN');
  });

  it('ends with 30 when too many trials were lost', async () => {
    const { exitCode, out } = await parcelDesk().run(
      ...['run', 'suite.yaml', '--agent', 'http://127.0.0.1:9/', '-k', '1', '--max-attempts', '1'],
    );
    expect(exitCode).toBe(30);
    expect(out).toContain('too many were lost to rely on it');
  });

  it('stops early when the rule is settled', async () => {
    const many = suite.replace('scenarios:\n', `scenarios:\n${scenarios(60)}`);
    const desk = parcelDesk({ 'suite.yaml': many });
    const { exitCode, out } = await desk.run(...play, '--stop-when', 'success>=0.5');
    expect(exitCode).toBe(0);
    expect(out).toContain('success >= 0.5 is reached');
    expect(out).toMatch(/stopped early, settled: \d+ of 192 trials graded, \d+ left out/);
  });

  it.each([
    ['a judge, where an outcome hangs on one', 'CLI_JUDGE_MISSING', { 'suite.yaml': withRubric() }, []],
    ['an agent of a known form', 'AGENTS_UNKNOWN_REFERENCE', {}, ['--agent', 'nonsense']],
    ['a scenario that exists', 'CLI_UNKNOWN_SCENARIO', {}, ['--only', 'nowhere']],
    ['name=value for a slice', 'CLI_BAD_SLICE', {}, ['--slice', 'kind']],
    ['scenarios that fit', 'CLI_NO_SCENARIOS', {}, ['--slice', 'kind=odd']],
    ['a world that is one', 'CLI_NOT_A_WORLD', { 'suite.yaml': `${suite}world: ./agent.mjs\n` }, []],
    ['a rule of a known form', 'RUNNER_BAD_STOP_RULE', {}, ['--stop-when', 'all']],
    ['either a shard or a stop rule', 'CLI_CONFLICTING_OPTION', {}, ['--shard', '1/2', '--stop-when', 'success>=0.5']],
    ['a shard from 1 to n', 'CLI_INVALID_ARGUMENT', {}, ['--shard', '3/2']],
    ['dollars above 0', 'CLI_INVALID_ARGUMENT', {}, ['--budget', '0']],
  ])('expects %s', async (_what, code, files, argv) => {
    const { exitCode, err, out } = await parcelDesk(files).run(...play, ...argv);
    expect([exitCode, out]).toEqual([20, '']);
    expect(err).toContain(code);
  });
});

function scenarios(count: number): string {
  return Array.from(
    { length: count },
    (_, at) => `  - id: more-${at}
    goal: know
    user: { kind: scripted, lines: ["Where?"] }
    checks: [{ check: says, must: ["Thursday"] }]
`,
  ).join('');
}

function withRubric(): string {
  return suite.replace('checks: [{ check: says, must: ["Thursday"] }]', 'checks: [{ check: rubric, rubric: "Kind?" }]');
}

const answeringProgram = `const lines = require('node:readline').createInterface({ input: process.stdin });
const send = (message) => console.log(JSON.stringify(message));
lines.on('line', (line) => {
  const { type, session } = JSON.parse(line);
  if (type === 'user') send({ type: 'reply', session, text: 'Thursday, says process ' + process.pid });
});
`;

describe('an agent that is a program', () => {
  it.each([
    ['process', 4],
    ['session', 1],
  ])('with isolation %s serves 4 trials in %i processes', async (isolation, processes) => {
    const desk = parcelDesk({
      'program.cjs': answeringProgram,
      'suite.yaml': suite.replace('scenarios:', `isolation: ${isolation}\nscenarios:`),
    });
    const agent = `exec:${process.execPath} program.cjs`;
    const { path, counts } = await desk.json<LiveRun>('run', 'suite.yaml', '--agent', agent, '-k', '1', '--json');
    expect(counts.passed).toBe(4);
    await using run = await openRun(path);
    const words = await Promise.all(
      (await run.readTrials()).map(async (trial) => JSON.stringify(await run.readTrajectory(trial))),
    );
    const pids = words.flatMap((text) => [...text.matchAll(/says process (\d+)/g)].map(([, pid]) => pid));
    expect(new Set(pids).size).toBe(processes);
  });
});

describe('seatrial run --resume', () => {
  it('goes on where a run was left, and only with the same', async () => {
    const desk = parcelDesk();
    const interruption = new AbortController();
    interruption.abort();
    const first = await desk.runIn({ interrupted: interruption.signal }, ...play, '--name', 'stopped', '--json');
    expect(first.exitCode).toBe(130);
    expect(JSON.parse(first.out)).toMatchObject({ reason: 'interrupted', counts: { missing: 12 } });

    const other = await desk.run(...play, '--resume', 'stopped', '--seed', '2');
    expect(other).toMatchObject({ exitCode: 20, err: expect.stringContaining('seed (1 → 2)') });

    const second = await desk.json<LiveRun>(...play, '--resume', 'stopped', '--json');
    expect(second).toMatchObject({ reason: 'complete', counts: { planned: 12, missing: 0 } });
    expect((await desk.run(...play, '--resume', 'stopped')).err).toContain('STORE_RUN_SEALED');
  });
});

const program = fileURLToPath(new URL('../../bin/seatrial.js', import.meta.url));

describe('Ctrl-C during a run', () => {
  const slow = `export default async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return 'Thursday';
  };`;

  /** Starts a run and waits until a first trial is stored. */
  async function begun(desk: Desk) {
    const child = spawn(process.execPath, [program, ...play, '-k', '99', '--concurrency', '2', '--name', 'long'], {
      cwd: desk.cwd,
      env: { PATH: process.env['PATH'] },
    });
    const warned = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk) => {
        if (String(chunk).includes('Ctrl-C again')) resolve();
      });
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    while (child.exitCode === null && stored(desk) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return { child, warned, printed: () => out };
  }

  function stored({ cwd }: Desk): number {
    try {
      const runs = join(cwd, '.seatrial/runs');
      const [header, ...trials] = readFileSync(join(runs, readdirSync(runs)[0] ?? '', 'journal.jsonl'), 'utf8').split(
        '\n',
      );
      return header === undefined ? 0 : trials.filter((line) => line !== '').length;
    } catch {
      return 0;
    }
  }

  it('once finishes what is under way, ends with 130, and says how to go on', async () => {
    const desk = parcelDesk({ 'agent.mjs': slow });
    const { child, printed } = await begun(desk);
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'close');
    expect(exitCode).toBe(130);
    expect(printed()).toMatch(/Next +the same command with --resume long-[0-9a-f]{8}/);
    expect(printed()).toMatch(/interrupted: \d+ of 396 trials graded, \d+ still to be played {3}exit 130\n$/);
  });

  it('twice ends at once; what was stored is there', async () => {
    const stuck = slow.replace('60', "text.includes('late') ? 600_000 : 1").replace('()', '({ text })');
    const desk = parcelDesk({ 'agent.mjs': stuck });
    const { child, warned } = await begun(desk);
    child.kill('SIGINT');
    await warned;
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'close');
    expect(exitCode).toBe(130);
    const { missing, passed } = (await desk.json<{ trials: Record<string, number> }>('report', 'long', '--json'))
      .trials;
    expect(passed).toBeGreaterThan(0);
    expect(missing).toBeGreaterThan(0);
  });
});

describe('seatrial grade', () => {
  it('grades a stored run with the checks as they are now, and leaves the old run alone', async () => {
    const desk = parcelDesk();
    const { id } = await desk.json<LiveRun>(...play, '--name', 'first', '--json');
    const before = desk.contents();
    expect((await desk.run('grade', id, '--suite', 'suite.yaml')).out).toContain('0 of 12 outcomes changed');

    desk.file('suite.yaml', suite.replace('must: ["Thursday"]', 'must: ["Friday"]'));
    const graded = await desk.json<{ id: string; changed: { from: string; to: string }[] }>(
      ...['grade', id, '--suite', 'suite.yaml', '--name', 'second', '--json'],
    );
    expect(graded.changed.length).toBeGreaterThanOrEqual(3);
    expect(graded.changed.every(({ from, to }) => from === 'pass' && to === 'fail')).toBe(true);
    const after = desk.contents();
    for (const [file, content] of before) if (file.includes(id)) expect(after.get(file)).toBe(content);
    expect((await desk.run('report', graded.id)).exitCode).toBe(0);
  });

  it('adds people’s grades, with nothing else needed', async () => {
    const desk = parcelDesk();
    await desk.run(...play, '--name', 'first');
    desk.file('grades.csv', 'scenario,trial,finding,reviewer\nlate,1,pass,ann\nlate,2,fail,ann\n');
    const { exitCode, out } = await desk.run('grade', 'first', '--human', 'grades.csv', '--name', 'seen');
    expect([exitCode, out.includes('0 of 12 outcomes changed')]).toEqual([0, true]);
  });

  it('knows the bundled suite', async () => {
    const desk = newDesk();
    await desk.run('run', 'order-desk', '--agent', 'hasty', '-k', '1', '--only', 'return-blanket', '--name', 'desk');
    expect((await desk.run('grade', 'desk')).exitCode).toBe(0);
  });

  it('asks for the suite where it cannot know it', async () => {
    const desk = parcelDesk();
    await desk.run(...play, '--name', 'first');
    expect(await desk.run('grade', 'first')).toMatchObject({
      exitCode: 20,
      err: expect.stringContaining('CLI_SUITE_NEEDED'),
    });
  });
});
