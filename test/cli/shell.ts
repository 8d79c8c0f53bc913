import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Shell } from '../../src/cli/shell.ts';

/** What a command line printed and returned. */
export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** What `import --json` prints. */
export interface ImportDocument {
  readonly id: string;
  readonly path: string;
  readonly counts: Readonly<
    Record<'trials' | 'passed' | 'failed' | 'lost' | 'missing' | 'scenarios' | 'files', number>
  >;
}

/** A folder of its own, with command lines run in it. */
export interface Desk {
  readonly cwd: string;
  /** Runs one command line in this process. */
  run(...argv: string[]): Promise<Outcome>;
  /** The same with another environment, screen or clock. */
  runIn(change: Partial<Shell>, ...argv: string[]): Promise<Outcome>;
  /** Runs a command line that must give a JSON document. */
  json<Document>(...argv: string[]): Promise<Document>;
  /** Writes a file; content that is no text and no bytes is written as JSON. Gives its name. */
  file(name: string, content: unknown): string;
  read(name: string): string;
  /** Every file below the folder with its content, to see whether anything changed. */
  contents(): ReadonlyMap<string, string>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed after the tests of the file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'));
  folders.push(folder);
  return folder;
}

/** A new desk, whose clock stands still. */
export function newDesk(): Desk {
  const cwd = newFolder();
  const runIn: Desk['runIn'] = async (change, ...argv) => {
    let out = '';
    let err = '';
    const shell: Shell = {
      cwd,
      env: {},
      screen: { width: 80, colour: false },
      now: () => new Date('2026-03-04T05:06:07Z'),
      print: async (text) => {
        out += text;
      },
      note: (text) => {
        err += text;
      },
      terminal: null,
      progress: () => {},
      interrupted: new AbortController().signal,
      cancelled: new AbortController().signal,
      takeTime: () => {},
      ...change,
    };
    const exitCode = await run(argv, shell);
    return { exitCode, out, err };
  };
  const desk: Desk = {
    cwd,
    runIn,
    run: (...argv) => runIn({}, ...argv),
    json: async (...argv) => {
      const { exitCode, out, err } = await desk.run(...argv);
      if (exitCode >= 20) throw new Error(`exit code ${exitCode}: ${err}`);
      return JSON.parse(out);
    },
    file: (name, content) => {
      const path = join(cwd, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
      );
      return name;
    },
    read: (name) => readFileSync(join(cwd, name), 'utf8'),
    contents: () => contentsOf(cwd),
  };
  return desk;
}

function contentsOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? [[relative(folder, path), readFileSync(path, 'base64')]] : [];
    }),
  );
}
