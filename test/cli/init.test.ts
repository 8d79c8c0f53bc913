import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { starterPolicy } from '#gates';
import { gatePolicySchema } from '#schema';
import { shellWord } from '../../src/cli/scaffold/shell-word.ts';
import { type Desk, newDesk } from './shell.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A desk at which questions are answered in turn. */
async function initAnswering(desk: Desk, answers: string[], ...argv: string[]) {
  const asked: string[] = [];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answers.shift() ?? '';
  };
  return { ...(await desk.runIn({ ask }, 'init', ...argv)), asked };
}

describe('seatrial init', () => {
  it('leaves a suite that seatrial check finds sound but for its size, and says what to do next', async () => {
    const desk = newDesk();
    const { exitCode, out } = await desk.run('init', '--yes');
    expect(exitCode).toBe(0);
    expect([...desk.contents().keys()].sort()).toEqual([
      'seatrial/gate.yaml',
      'seatrial/seatrial-ci.yml',
      'seatrial/suite.yaml',
    ]);
    expect(out.trimEnd().split('\n').at(-1)).toBe('   seatrial run seatrial/suite.yaml --agent careful -k 8');
    const check = JSON.parse((await desk.run('check', 'seatrial/suite.yaml', '--json')).out);
    expect(check).toMatchObject({ exitCode: 0, suite: { goals: 3, world: 'order-desk' }, findings: [] });
    // Three scenarios decide nothing, and the scaffold does not hide it.
    expect(check.policies).toMatchObject([{ findings: [{ severity: 'warning', code: 'suite-too-small' }] }]);
  });

  it('asks three questions on a terminal, again where the answer is none of the choices', async () => {
    const desk = newDesk();
    const { asked, out } = await initAnswering(desk, ['http://127.0.0.1:8080/chat', '7', '3', '2'], 'trials');
    expect(asked.map((question) => question.split('?')[0])).toEqual([
      'How is your agent reached',
      'Which tools does it work with',
      'Which tools does it work with',
      'What may an undecided gate do',
    ]);
    expect(out).toContain('--agent http://127.0.0.1:8080/chat -k 8');
    expect(parse(desk.read('trials/gate.yaml'))).toMatchObject({ onInconclusive: 'warn' });
    expect(parse(desk.read('trials/suite.yaml')).world).toBeUndefined();
  });

  it('asks only what no flag says, and nothing with --yes', async () => {
    const some = await initAnswering(newDesk(), [], '--world', 'order-desk', '--gate', 'strict');
    expect(some.asked).toHaveLength(1);
    expect((await initAnswering(newDesk(), [], '--yes')).asked).toEqual([]);
  });

  it.each(['order-desk', 'own', 'agent'])('writes YAML for %s that editors can complete', async (world) => {
    const desk = newDesk();
    await desk.run('init', 'a/b', '--world', world);
    for (const [name, schema] of [
      ['suite', 'suite'],
      ['gate', 'gate-policy'],
    ])
      expect(desk.read(`a/b/${name}.yaml`).split('\n')[0]).toBe(
        `# yaml-language-server: $schema=../../node_modules/seatrial/schemas/${schema}.json`,
      );
  });

  // Oracle: ajv, the validator of JSON Schema that editors use in one form or another.
  it('writes what the published schema of suites accepts, and the schema refuses what check refuses', async () => {
    const accepts = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(join(root, 'schemas/suite.json'), 'utf8')),
    );
    for (const world of ['order-desk', 'own', 'agent']) {
      const desk = newDesk();
      await desk.run('init', '--world', world);
      const suite = parse(desk.read('seatrial/suite.yaml'));
      expect(accepts(suite), JSON.stringify(accepts.errors)).toBe(true);
      expect(accepts({ ...suite, worlds: 'x' })).toBe(false);
      expect(accepts({ ...suite, scenarios: [{ ...suite.scenarios[0], checks: [{ check: 'moon' }] }] })).toBe(false);
    }
  });

  it('writes the rules of the starter policy', async () => {
    const desk = newDesk();
    await desk.run('init', '--yes');
    const { name: _, ...policy } = gatePolicySchema.parse(parse(desk.read('seatrial/gate.yaml')));
    const { name: __, ...starter } = starterPolicy();
    expect(policy).toEqual(starter);
  });

  it('writes a workflow whose commands name the files that were written', async () => {
    const desk = newDesk();
    await desk.run('init', 'my trials', '--agent', "exec:python agent.py --say 'hi'");
    const workflow = parse(desk.read('my trials/seatrial-ci.yml'));
    const script: string = workflow.jobs.trial.steps.map(({ run = '' }) => run).join('\n');
    expect(script).toContain("seatrial check 'my trials/suite.yaml' 'my trials/gate.yaml'");
    expect(script).toContain(`--agent 'exec:python agent.py --say '\\''hi'\\''' -k 8`);
  });

  it('installs the project in CI where the world or the agent is a file of it', async () => {
    for (const [argv, installs] of [
      [['--agent', 'http://127.0.0.1:1/a'], false],
      [['--agent', './agent.ts'], true],
      [['--world', 'own', '--agent', 'http://127.0.0.1:1/a'], true],
    ] as const) {
      const desk = newDesk();
      await desk.run('init', ...argv);
      const { steps } = parse(desk.read('seatrial/seatrial-ci.yml')).jobs.trial;
      expect(steps.some(({ run = '' }) => run === 'npm ci')).toBe(installs);
    }
  });

  it('writes tools of one’s own that check accepts once the package is installed', async () => {
    const desk = newDesk();
    expect((await desk.run('init', '--world', 'own')).out).toContain('npm install --save-dev seatrial zod');
    const world = desk.read('seatrial/world.ts');
    // Stands for the installed package.
    symlinkSync(join(root, 'node_modules'), join(desk.cwd, 'node_modules'));
    desk.file(
      'seatrial/world.ts',
      world.replace("'seatrial/world'", JSON.stringify(join(root, 'src/public/world.ts'))),
    );
    const check = JSON.parse((await desk.run('check', 'seatrial/suite.yaml', '--json')).out);
    expect(check).toMatchObject({ exitCode: 0, problems: [], findings: [], suite: { world: './world.ts' } });
    expect(desk.read('agent.ts')).toContain('export default async function agent');
  });

  it('leaves an agent alone that is there already', async () => {
    const desk = newDesk();
    desk.file('mine.ts', 'export default () => "hello";\n');
    expect((await desk.run('init', '--agent', './mine.ts')).exitCode).toBe(0);
    expect(desk.read('mine.ts')).toBe('export default () => "hello";\n');
  });

  it('overwrites nothing, and writes nothing where a file is in the way', async () => {
    const desk = newDesk();
    desk.file('seatrial/gate.yaml', 'mine');
    const before = desk.contents();
    const { exitCode, err } = await desk.run('init', '--yes');
    expect(exitCode).toBe(20);
    expect(err).toContain('CLI_ALREADY_THERE');
    expect(err).toContain('seatrial/gate.yaml');
    expect(desk.contents()).toEqual(before);
  });

  it.each([
    [['--agent', 'nonsense'], 'AGENTS_UNKNOWN_REFERENCE'],
    [['--agent', 'exec:a\nb'], 'CLI_BAD_AGENT'],
    [['--world', 'moon'], 'CLI_INVALID_ARGUMENT'],
  ])('refuses %j', async (argv, code) => {
    const desk = newDesk();
    const { exitCode, err } = await desk.run('init', ...argv);
    expect(exitCode).toBe(20);
    expect(err).toContain(code);
    expect(desk.contents().size).toBe(0);
  });
});

describe('shellWord', () => {
  // By the POSIX shell: nothing is special between single quotes but the quote itself.
  it('is read back as the text', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const word = shellWord(text);
        const read = word.startsWith("'") ? word.slice(1, -1).replaceAll("'\\''", "'") : word;
        expect(read).toBe(text);
        if (!word.startsWith("'")) expect(text).toMatch(/^[\w@%+=:,./-]+$/);
      }),
    ));
});
