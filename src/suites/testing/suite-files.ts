import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Suite } from '#schema';
import { readSuite } from '../read-suite.ts';
import { SuiteMistakes } from '../suite-mistakes.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with files in it; content that is no text is written as JSON. Removed after the tests of the file. */
export function suiteFiles(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-suites-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** The suite that files make. */
export async function suiteOf(files: Readonly<Record<string, unknown>>, name = 'suite.yaml'): Promise<Suite> {
  return (await readSuite(name, { cwd: suiteFiles(files) })).suite;
}

/** All mistakes of a suite, each as `file:line code message`; none when it can be read. */
export async function mistakesOf(files: Readonly<Record<string, unknown>>, name = 'suite.yaml'): Promise<string[]> {
  try {
    await readSuite(name, { cwd: suiteFiles(files) });
    return [];
  } catch (error) {
    if (!(error instanceof SuiteMistakes)) throw error;
    return error.problems.map(
      ({ where, code, message }) => `${where.file ?? ''}:${where.line ?? '-'} ${code} ${message}`,
    );
  }
}
