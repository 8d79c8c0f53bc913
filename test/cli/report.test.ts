import { beforeAll, describe, expect, it } from 'vitest';
import { documentSchemas } from '#schema';
import { outcomeCsv, scenarios, tau2Results } from './recorded.ts';
import { type Desk, newDesk } from './shell.ts';

let desk: Desk;
beforeAll(async () => {
  desk = newDesk();
  desk.file(
    'old.json',
    tau2Results(
      scenarios(12, (at) => (at % 4 === 0 ? 'PPF' : 'PPP')),
      'old-pilot',
    ),
  );
  desk.file(
    'new.json',
    tau2Results(
      scenarios(12, (at) => (at % 2 === 0 ? 'PFF' : 'PPP')),
      'new-pilot',
    ),
  );
  desk.file('plain.csv', outcomeCsv({ a: 'PF' }));
  await desk.run('import', 'auto', 'old.json', '--name', 'old');
  await desk.run('import', 'auto', 'new.json', '--name', 'new');
  await desk.run('import', 'auto', 'plain.csv', '--name', 'plain');
});

describe('seatrial report', () => {
  it('ends with pass^1 and pass^k and their intervals', async () => {
    const { exitCode, out, err } = await desk.run('report', 'new');
    expect([exitCode, err]).toEqual([0, '']);
    // By hand: 6 of 12 scenarios pass 1 of 3, the others 3 of 3: (6/3 + 6) / 12 and 6 / 12.
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/pass\^1 0\.667 \(.* to .*\) +pass\^3 0\.500 \(/);
  });

  it('takes the level of its intervals from --level', async () => {
    const at = async (level: string) =>
      JSON.parse((await desk.run('report', 'new', '--json', '--level', level)).out).success.graded.interval;
    const [narrow, wide] = [await at('0.8'), await at('0.99')];
    expect([narrow.level, wide.level]).toEqual([0.8, 0.99]);
    expect(wide.high - wide.low).toBeGreaterThan(narrow.high - narrow.low);
  });

  it('prints Markdown, and JUnit', async () => {
    expect((await desk.run('report', 'new', '--md')).out).toMatch(/^#+ Reliability of new$/m);
    const { out } = await desk.run('report', 'new', '--junit');
    expect(out).toMatch(/^<\?xml [^>]*\?>\n<testsuites/);
    expect(out.trimEnd().endsWith('</testsuites>')).toBe(true);
  });

  it('--html writes one file and prints its path, or remarks on it beside another form', async () => {
    const named = await desk.run('report', 'new', '--html', 'new.html');
    expect([named.exitCode, named.out, named.err]).toEqual([0, `${desk.cwd}/new.html\n`, '']);
    expect(desk.read('new.html')).toMatch(/^<!doctype html>/i);
    const beside = await desk.run('report', 'new', '--html', '--json');
    const { run } = JSON.parse(beside.out);
    expect(beside.err).toBe(`wrote ${desk.cwd}/${run.id}.html\n`);
    expect(desk.read(`${run.id}.html`)).toBe(desk.read('new.html'));
  });

  it('gives the same bytes twice', async () => {
    for (const form of ['--json', '--md', '--junit'])
      expect((await desk.run('report', 'new', form)).out).toBe((await desk.run('report', 'new', form)).out);
  });
});

describe('seatrial compare', () => {
  it('says what changed from the first run to the second, and decides nothing', async () => {
    const { exitCode, out } = await desk.run('compare', 'old', 'new', '--json');
    const { scenarios: counts, success } = JSON.parse(out);
    // By hand: scenarios 0, 4, 8 fall from 2/3 to 1/3, scenarios 2, 6, 10 from 1 to 1/3, the other six stay.
    expect([exitCode, counts.better, counts.worse, counts.equal]).toEqual([0, 0, 6, 6]);
    expect(success.change.value).toBeCloseTo(-(3 / 3 + 6 / 3) / 12, 12);
    expect((await desk.run('compare', 'old', 'new', '--md')).out).toMatch(/^#+ new against old$/m);
    expect((await desk.run('compare', 'old', 'new')).out).toContain('old');
  });
});

describe('seatrial audit', () => {
  it('answers with its findings, its checks and, last, whether to believe the result', async () => {
    const { exitCode, out } = await desk.run('audit', 'new');
    expect([0, 12]).toContain(exitCode);
    // The invented runs cost the same in every trial, which is what made-up figures look like.
    expect(out).toContain('constant-measurements');
    expect(out.trimEnd().split('\n\n').at(-1)).toMatch(/with care/);
  });

  it('takes from --floor what doing nothing scores, and ends with 12 where that explains the result', async () => {
    desk.file('flat.csv', outcomeCsv(scenarios(30, (at) => (at < 12 ? 'PPPP' : 'FFFF'))));
    await desk.run('import', 'auto', 'flat.csv', '--name', 'flat');
    const status = async (...argv: string[]) => {
      const { exitCode, out } = await desk.run('audit', 'flat', ...argv, '--json');
      const { checks } = documentSchemas['audit-report'].parse(JSON.parse(out));
      return [exitCode, checks.find(({ id }) => id === 'do-nothing-floor')?.status];
    };
    expect((await status())[0]).toBe(0);
    expect(await status('--floor', '0.4')).toEqual([12, 'found']);
  });
});

describe('seatrial diff', () => {
  it('shows where two trials of a scenario part', async () => {
    const { exitCode, out } = await desk.run('diff', 'new', 's000', '1', '2', '--json');
    const diff = JSON.parse(out);
    expect([exitCode, diff.left.index, diff.left.outcome, diff.right.index, diff.right.outcome]).toEqual([
      0,
      0,
      'pass',
      1,
      'fail',
    ]);
    expect(diff.firstDivergence).toMatchObject({ class: 'different-agent-action' });
    expect((await desk.run('diff', 'new', 's000', '1', '2')).out).toContain('do_it');
  });

  it('--against takes the other trial from another run', async () => {
    const diff = JSON.parse((await desk.run('diff', 'new', 's002', '2', '2', '--against', 'old', '--json')).out);
    expect([diff.left.outcome, diff.right.outcome]).toEqual(['fail', 'pass']);
  });

  it.each([
    [['diff', 'new', 'nowhere', '1', '2'], 'CLI_NO_SUCH_SCENARIO'],
    [['diff', 'new', 's000', '1', '9'], 'CLI_NO_SUCH_TRIAL'],
    [['diff', 'plain', 'a', '1', '2'], 'CLI_NO_TRAJECTORY'],
  ])('%j gives %s', async (argv, code) => {
    const { exitCode, err } = await desk.run(...argv);
    expect(exitCode).toBe(20);
    expect(err).toContain(code);
  });
});

describe('seatrial plan', () => {
  it('plans from numbers, from a run, and for a policy', async () => {
    const given = JSON.parse(
      (await desk.run('plan', '--scenarios', '30', '--trials', '4', '--success', '0.8', '--json')).out,
    );
    expect(given.rows[0]).toMatchObject({ scenarios: 30, trials: 4 });
    expect(given.population).toMatchObject({ success: 0.8 });
    const from = JSON.parse((await desk.run('plan', '--from', 'new', '--json')).out);
    expect(from.rows[0]).toMatchObject({ scenarios: 12, trials: 3 });
    expect(from.population.success).toBeCloseTo(2 / 3, 12);
    desk.file(
      'gate.yaml',
      'apiVersion: seatrial/gate/v1\nname: p\nnoWorse: [{metric: success, margin: 0.07}]\nplanned: {scenarios: 25, trials: 2}\n',
    );
    const policy = JSON.parse((await desk.run('plan', '--policy', 'gate.yaml', '--from', 'new', '--json')).out);
    expect([policy.margin, policy.rows[0].scenarios, policy.rows[0].trials]).toEqual([0.07, 25, 2]);
    const explicit = JSON.parse((await desk.run('plan', '--policy', 'gate.yaml', '--margin', '0.2', '--json')).out);
    expect(explicit.margin).toBe(0.2);
  });

  it('draws the same numbers from the same seed', async () => {
    const plan = (seed: string) => desk.run('plan', '--scenarios', '10', '--trials', '1', '--seed', seed, '--json');
    expect((await plan('3')).out).toBe((await plan('3')).out);
    expect((await plan('4')).out).not.toBe((await plan('3')).out);
  });
});

describe('seatrial schema', () => {
  it('lists the published schemas and prints each', async () => {
    const { out } = await desk.run('schema');
    const names = out.trimEnd().split('\n');
    expect(names).toEqual(
      expect.arrayContaining(['reliability-report', 'gate-policy', 'gate-verdict', 'audit-report']),
    );
    for (const name of names) {
      const schema = JSON.parse((await desk.run('schema', name)).out);
      expect(schema.$id).toBe(`urn:seatrial:schema:${name}:1`);
    }
  });
});
