import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import { cutText, SeatrialError } from '#base';
import { parseDocument } from '#schema';
import type { HumanGrade } from './human-grade.ts';
import { readRows } from './read-rows.ts';

const mostBytes = 64 * 1024 * 1024;

/** Empty cells are absent, and tables have numbers as text. */
const absentWhenEmpty = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), field.optional());

const trialNumber = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value),
  z.int('expected the number of the trial, from 1').min(1, 'expected the number of the trial, from 1 as in reports'),
);

function gotText(input: unknown): string {
  return input === undefined ? 'nothing' : cutText(JSON.stringify(input) ?? typeof input, 60);
}

const rowSchema = z.strictObject({
  scenario: z.string().min(1).max(2000),
  trial: trialNumber,
  dimension: absentWhenEmpty(z.string().max(80)),
  finding: z.enum(['pass', 'fail', 'not-scored'], {
    error: ({ input }) => `expected pass, fail or not-scored, got ${gotText(input)}`,
  }),
  note: absentWhenEmpty(z.string().max(20_000)),
  reviewer: absentWhenEmpty(z.string().max(200)),
});

/**
 * Reads the grades that people gave: CSV with a header, JSON lines, or a YAML or JSON list, by the file's ending. Fields of a row: `scenario`, `trial`
 * (from 1, as in reports), `finding` (`pass`, `fail`, `not-scored`), and as wished `dimension`, `note`, `reviewer`.
 *
 * @throws GRADERS_UNREADABLE_FILE; GRADERS_BAD_HUMAN_GRADE for a row that does not fit; GRADERS_DOUBLE_HUMAN_GRADE when one reviewer grades one trial
 *   twice on one dimension. All name file and line.
 */
export async function readHumanGrades(path: string): Promise<readonly HumanGrade[]> {
  const rows = readRows(await readText(path), path, extname(path).toLowerCase());
  const seen = new Map<string, number>();
  return rows.map(({ value, line }) => {
    const where = { file: path, line };
    const { scenario, trial, dimension, finding, note, reviewer } = parseDocument(
      rowSchema,
      value,
      'GRADERS_BAD_HUMAN_GRADE',
      where,
    );
    const key = JSON.stringify([scenario, trial, dimension ?? null, reviewer ?? null]);
    const earlier = seen.get(key);
    if (earlier !== undefined) throw doubleGrade(path, line, earlier);
    seen.set(key, line);
    return {
      scenarioId: scenario,
      trial: trial - 1,
      dimension: dimension ?? null,
      finding,
      note: note ?? null,
      reviewer: reviewer ?? null,
      where,
    };
  });
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= mostBytes) return await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, 'a file that can be read', cause instanceof Error ? cause.message : 'unknown', cause);
  }
  throw unreadable(path, `at most ${mostBytes} bytes`, 'more');
}

function unreadable(file: string, expected: string, got: string, cause?: unknown): SeatrialError {
  return new SeatrialError('GRADERS_UNREADABLE_FILE', {
    message: `expected ${expected}, got ${got}`,
    where: { file },
    ...(cause === undefined ? {} : { cause }),
  });
}

function doubleGrade(file: string, line: number, earlier: number): SeatrialError {
  return new SeatrialError('GRADERS_DOUBLE_HUMAN_GRADE', {
    message: `expected one grade per trial, dimension and reviewer, got another than in line ${earlier}`,
    hint: 'keep the row that holds; a later file replaces the grades of an earlier one',
    where: { file, line },
  });
}
