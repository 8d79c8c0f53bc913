import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trial } from '#schema';
import { matchHumanGrades } from './match-human-grades.ts';
import { readHumanGrades } from './read-human-grades.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-human-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

const expected = [
  { scenarioId: 'a', trial: 0, dimension: 'tone', finding: 'pass', note: 'warm, "kind"', reviewer: 'ann' },
  { scenarioId: 'b', trial: 12, dimension: null, finding: 'not-scored', note: null, reviewer: null },
];

describe('readHumanGrades', () => {
  it.each([
    [
      'g.csv',
      'scenario,trial,dimension,finding,note,reviewer\na,1,tone,pass,"warm, ""kind""",ann\n\nb,13,,not-scored,,\n',
      [2, 4],
    ],
    [
      'g.jsonl',
      '{"scenario":"a","trial":1,"dimension":"tone","finding":"pass","note":"warm, \\"kind\\"","reviewer":"ann"}\r\n{"scenario":"b","trial":13,"finding":"not-scored"}\n',
      [1, 2],
    ],
    [
      'g.yaml',
      '# ours\n- { scenario: a, trial: 1, dimension: tone, finding: pass, note: \'warm, "kind"\', reviewer: ann }\n- scenario: b\n  trial: 13\n  finding: not-scored\n',
      [2, 3],
    ],
    [
      'g.json',
      '[{"scenario":"a","trial":1,"dimension":"tone","finding":"pass","note":"warm, \\"kind\\"","reviewer":"ann"},\n{"scenario":"b","trial":13,"finding":"not-scored"}]',
      [1, 2],
    ],
  ])('reads %s, with the line of each row', async (name, text, lines) => {
    const path = await written(name, text);
    const rows = await readHumanGrades(path);
    expect(rows.map(({ where: _, ...row }) => row)).toEqual(expected);
    expect(rows.map(({ where }) => [where.file, where.line])).toEqual(lines.map((line) => [path, line]));
  });

  it.each([
    ['a finding of its own', 'scenario,trial,finding\na,1,pass\na,2,good\n', 'GRADERS_BAD_HUMAN_GRADE', 3],
    ['a trial counted from 0', 'scenario,trial,finding\na,0,pass\n', 'GRADERS_BAD_HUMAN_GRADE', 2],
    ['no number of the trial', 'scenario,trial,finding\na,first,pass\n', 'GRADERS_BAD_HUMAN_GRADE', 2],
    ['a column nobody knows', 'scenario,trial,finding,grade\na,1,pass,A\n', 'GRADERS_BAD_HUMAN_GRADE', 2],
    ['a missing cell', 'scenario,trial,finding\na,1\n', 'GRADERS_BAD_HUMAN_GRADE', 2],
    ['a double row', 'scenario,trial,finding\na,1,pass\na,2,pass\na,1,fail\n', 'GRADERS_DOUBLE_HUMAN_GRADE', 4],
  ])('refuses %s with file and line', async (_, text, code, line) => {
    const path = await written('bad.csv', text);
    await expect(readHumanGrades(path)).rejects.toMatchObject({ code, where: { file: path, line } });
  });

  it('says which findings there are, and what came instead', async () => {
    const path = await written('maybe.csv', 'scenario,trial,finding\na,1,maybe\n');
    await expect(readHumanGrades(path)).rejects.toThrow('expected pass, fail or not-scored, got "maybe"');
  });

  it.each([
    ['bad.jsonl', '{"scenario":"a","trial":1,"finding":"pass"}\n{"scenario":\n', 2],
    ['bad.yaml', '- scenario: a\n  trial: 1\n  finding: [pass\n', 4],
    ['map.yaml', 'scenario: a\n', 1],
    ['alias.yaml', '- &a { scenario: a, trial: 1, finding: pass }\n- *a\n', 1],
    ['scalar.json', '["a"]', 1],
  ])('refuses the damaged file %s at line %#', async (name, text, line) => {
    const path = await written(name, text);
    await expect(readHumanGrades(path)).rejects.toMatchObject({
      code: 'GRADERS_BAD_HUMAN_GRADE',
      where: { file: path, line },
    });
  });

  it('refuses a file that is not there', async () => {
    await expect(readHumanGrades(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'GRADERS_UNREADABLE_FILE' });
  });

  it('lets two reviewers, and two dimensions, speak of one trial', async () => {
    const text = 'scenario,trial,finding,reviewer,dimension\na,1,pass,ann,\na,1,fail,bob,\na,1,pass,ann,tone\n';
    expect(await readHumanGrades(await written('two.csv', text))).toHaveLength(3);
  });
});

describe('matchHumanGrades', () => {
  const trial = (scenarioId: string, index: number, attempt = 0): Trial =>
    ({ scenarioId, index, attempt, grades: [] }) as unknown as Trial;
  const row = { scenarioId: 'a', trial: 1, dimension: null, finding: 'fail', note: 'rude', reviewer: 'ann' } as const;
  const where = { file: 'g.csv', line: 7 };

  it('gives the last attempt at the trial a grade of kind human that changes no outcome', () => {
    const trials = [trial('a', 0), trial('a', 1, 0), trial('a', 1, 1), trial('b', 1)];
    const graded = matchHumanGrades([{ ...row, where }], trials);
    expect(graded.map(({ scenarioId, index, attempt }) => [scenarioId, index, attempt])).toEqual([['a', 1, 1]]);
    expect(graded[0]?.grades).toMatchObject([
      { grader: { id: 'human:ann', kind: 'human' }, finding: 'fail', decisive: false, evidence: [{ message: 'rude' }] },
    ]);
  });

  it('replaces the same reviewer’s earlier grade of the same dimension, and no other', () => {
    const [once] = matchHumanGrades(
      [
        { ...row, where },
        { ...row, where, reviewer: 'bob' },
        { ...row, where, dimension: 'tone' },
      ],
      [trial('a', 1)],
    );
    const [twice] = matchHumanGrades([{ ...row, where, finding: 'pass' }], [once as Trial]);
    expect(twice?.grades.map(({ grader, dimension, finding }) => [grader.id, dimension, finding])).toEqual([
      ['human:bob', null, 'fail'],
      ['human:ann', 'tone', 'fail'],
      ['human:ann', null, 'pass'],
    ]);
  });

  it.each([
    [{ ...row, scenarioId: 'zz' }, /there is no such scenario/],
    [{ ...row, trial: 5 }, /it has the trials 1, 2/],
  ])('refuses a grade of a trial that the run does not have', (unknown, message) => {
    const match = () => matchHumanGrades([{ ...unknown, where }], [trial('a', 0), trial('a', 1)]);
    expect(match).toThrow(expect.objectContaining({ code: 'GRADERS_UNKNOWN_TRIAL', where }));
    expect(match).toThrow(message);
  });
});
