import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type Place, SeatrialError } from '#base';

/** The largest file a suite may be made of, and the most bytes all of them may have. */
const mostBytes = { file: 16 * 1024 * 1024, all: 64 * 1024 * 1024 };

/**
 * The folder a suite lies in, and the files it may refer to: those inside the folder, and no others. A path that leads out of it is refused,
 * also where it does so through a symbolic link, because suites are shared and reviewed as one folder.
 */
export class SuiteFolder {
  readonly #root: string;
  readonly #shown: string;
  #bytesRead = 0;

  /**
   * @param file the suite's own file, absolute
   * @param shown the same as its user wrote it; other files are named beside it
   */
  constructor(file: string, shown: string) {
    this.#root = dirname(file);
    this.#shown = dirname(shown);
  }

  /** A file of the folder as problems name it. */
  nameOf(path: string): string {
    return this.#shown === '.' ? join(path) : join(this.#shown, path);
  }

  async #resolve(path: string, at: Place): Promise<string> {
    if (isAbsolute(path) || path.includes('\0') || leadsOut(join('.', path))) throw outside(path, at);
    const root = await realpath(this.#root);
    const file = await realpath(join(this.#root, path)).catch((cause: unknown) => {
      throw unreadable(path, 'nothing that can be read', at, cause);
    });
    if (leadsOut(relative(root, file))) throw outside(path, at);
    return file;
  }

  /**
   * The text of a file inside the folder: UTF-8, without a byte order mark, lines ended by a line feed.
   *
   * @throws SUITES_OUTSIDE_FOLDER, SUITES_FILE_UNREADABLE, SUITES_FILE_TOO_LARGE at the place given
   */
  async read(path: string, at: Place): Promise<string> {
    const file = await this.#resolve(path, at);
    const entry = await stat(file);
    if (!entry.isFile()) throw unreadable(path, entry.isDirectory() ? 'a folder' : 'something else', at);
    this.#bytesRead += entry.size;
    if (entry.size > mostBytes.file || this.#bytesRead > mostBytes.all) throw tooLarge(path, entry.size, at);
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw unreadable(path, 'one that may not be read', at, cause);
    });
    return textOf(bytes, path, at);
  }
}

/** Text as it was written, whatever the machine it was checked out on made of its line ends: digests are to be the same everywhere. */
function textOf(bytes: Uint8Array, path: string, where: Place): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch (cause) {
    throw unreadable(path, 'one that is not UTF-8 text', where, cause);
  }
}

function leadsOut(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function outside(path: string, where: Place): SeatrialError {
  return new SeatrialError('SUITES_OUTSIDE_FOLDER', {
    message: `expected a file inside the suite's folder, got ${path}`,
    hint: 'copy it beside the suite and write its path from there',
    where,
  });
}

function unreadable(path: string, found: string, where: Place, cause?: unknown): SeatrialError {
  return new SeatrialError('SUITES_FILE_UNREADABLE', {
    message: `expected a file ${path}, got ${found}`,
    hint: "paths are read from the suite's folder; check the spelling",
    where,
    cause,
  });
}

function tooLarge(path: string, bytes: number, where: Place): SeatrialError {
  return new SeatrialError('SUITES_FILE_TOO_LARGE', {
    message: `expected files of at most ${mostBytes.file} bytes, and ${mostBytes.all} in all; got ${path} of ${bytes}`,
    hint: 'split the suite in two',
    where,
  });
}
