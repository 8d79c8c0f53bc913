import { beforeAll, describe, expect, it } from 'vitest';
import { type Desk, newDesk } from './shell.ts';

let desk: Desk;
beforeAll(() => {
  desk = newDesk();
  desk.file('good.yaml', suite('cancel_order'));
  desk.file('lint.yaml', suite('cancel_ordr'));
  desk.file('broken.yaml', `${suite('cancel_order')}worlds: x\nincludes: []\n`);
  desk.file('strange.yaml', suite('cancel_order').replace('world: order-desk', 'world: ./nowhere.ts'));
  desk.file('with-gate/suite.yaml', suite('cancel_order'));
  desk.file('with-gate/gate.yaml', gate('{metric: success, atLeast: 0.5, slice: kimd}'));
  desk.file('floor.yaml', gate('{metric: success, atLeast: 0.5}'));
  desk.file('planned.yaml', `${gate('{metric: success, atLeast: 0.5}')}planned: {scenarios: 2, trials: 4}\n`);
  desk.file('bad-gate.yaml', gate('{metric: sucess, atLeast: 0.5}'));
});

describe('seatrial check', () => {
  it('says that the bundled suite is sound', async () => {
    const { exitCode, out, err } = await desk.run('check', 'order-desk');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain('world order-desk');
    expect(out.trimEnd().split('\n').at(-1)).toBe(' ✓ the suite can be run');
  });

  it('ends with 21 for what is wrong, with its file, line and what would be right', async () => {
    const { exitCode, out } = await desk.run('check', 'lint.yaml');
    expect(exitCode).toBe(21);
    expect(out).toContain('lint.yaml:14:13  unknown-tool');
    expect(out).toContain('to do: did you mean cancel_order?');
    expect(out).toMatch(/✗ 1 error; .*exit 21\n$/);
  });

  it('ends with 20 for what cannot be read, and tells all of it', async () => {
    const { exitCode, out, err } = await desk.run('check', 'broken.yaml', 'bad-gate.yaml');
    expect([exitCode, err]).toEqual([20, '']);
    for (const words of ['did you mean world?', 'did you mean include?', 'bad-gate.yaml:3', 'exit 20'])
      expect(out).toContain(words);
    expect(out).toMatch(/✗ 3 errors; /);
  });

  it('goes on without a world that cannot be opened', async () => {
    const { exitCode, out } = await desk.run('check', 'strange.yaml');
    expect(exitCode).toBe(20);
    expect(out).toContain('CLI_WORLD_BROKEN');
  });

  it('asks the graders and the seam about what is theirs', async () => {
    const bad = suite('cancel_order')
      .replace('world: order-desk', 'world: order-desk\nfaults: {odd: {rules: moon}}\ndefaults: {faults: odd}')
      .concat("      - {check: says, matches: ['(open']}\n");
    desk.file('theirs.yaml', bad);
    const { exitCode, out } = await desk.run('check', 'theirs.yaml', '--json');
    expect(exitCode).toBe(21);
    expect(JSON.parse(out).findings.map(({ code }: { code: string }) => code)).toEqual(['bad-check', 'bad-fault-plan']);
  });

  it('finds the gate beside the suite, or takes those it is given', async () => {
    const beside = await desk.run('check', 'with-gate/suite.yaml');
    expect(beside.exitCode).toBe(21);
    expect(beside.out).toContain('with-gate/gate.yaml  unknown-slice');
    const given = await desk.run('check', 'with-gate/suite.yaml', 'floor.yaml');
    expect(given.exitCode).toBe(0);
    expect(given.out).not.toContain('unknown-slice');
  });

  it('warns of a gate the suite is too small for, and refuses one that could never pass at its own plan', async () => {
    const grown = await desk.run('check', 'good.yaml', 'floor.yaml');
    expect(grown.out).toContain('floor.yaml  suite-too-small');
    const planned = await desk.run('check', 'good.yaml', 'planned.yaml');
    expect(planned.exitCode).toBe(21);
    expect(planned.out).toContain('planned.yaml  never-passes');
    expect(planned.out).toContain('planned.yaml  other-size');
  });

  it('is one JSON document with --json', async () => {
    const { exitCode, out } = await desk.run('check', 'lint.yaml', 'floor.yaml', '--json');
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      schemaVersion: 1,
      kind: 'seatrial.suite-check',
      file: 'lint.yaml',
      exitCode,
      suite: { name: 'cancellations', version: '1', world: 'order-desk', goals: 1, scenarios: 1 },
      problems: [],
      findings: [
        {
          severity: 'error',
          code: 'unknown-tool',
          scenario: 'cancel',
          field: 'checks[0].required[0]',
          where: { file: 'lint.yaml', line: 14 },
        },
      ],
      policies: [{ file: 'floor.yaml', findings: [{ severity: 'warning', code: 'suite-too-small' }] }],
    });
    const broken = JSON.parse((await desk.run('check', 'broken.yaml', '--json')).out);
    expect(broken).toMatchObject({ exitCode: 20, suite: null, problems: [{ code: 'SUITES_BAD_FIELD' }, {}] });
  });

  it('explains a suite that is not there as any other mistake', async () => {
    const { exitCode, out, err } = await desk.run('check', 'nowhere.yaml');
    expect([exitCode, out]).toEqual([20, '']);
    expect(err).toContain('SUITES_FILE_UNREADABLE');
  });

  it('changes nothing', async () => {
    const before = desk.contents();
    await desk.run('check', 'lint.yaml', 'floor.yaml');
    expect(desk.contents()).toEqual(before);
  });
});

function suite(tool: string): string {
  return `apiVersion: seatrial/suite/v1
name: cancellations
version: "1"
world: order-desk
scenarios:
  - id: cancel
    goal: cancel an order
    user:
      facts: [{id: order, label: order number, value: O-1003}]
      agenda: [{id: cancel, say: "Cancel {order}.", doneWhen: [cancelled]}]
    checks:
      - check: tool-calls
        required:
          - {tool: ${tool}}
`;
}

function gate(floor: string): string {
  return `apiVersion: seatrial/gate/v1\nname: test\nfloors: [${floor}]\n`;
}
