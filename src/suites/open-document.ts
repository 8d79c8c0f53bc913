import { basename, extname } from 'node:path';
import { SeatrialError } from '#base';
import type { AuthoredDocument } from './authored-document.ts';
import { moduleDocument } from './module-document.ts';
import type { SuiteFolder } from './suite-folder.ts';
import { yamlDocument } from './yaml-document.ts';

const modules = ['.ts', '.mts', '.js', '.mjs'];
const texts = ['.yaml', '.yml', '.json'];

/**
 * Opens a suite's own file, by the ending of its name: YAML or JSON is read, a TypeScript or JavaScript module is run.
 *
 * @param file absolute
 * @param shown the same as its user wrote it
 * @throws SUITES_UNKNOWN_FORMAT, SUITES_FILE_UNREADABLE, SUITES_FILE_TOO_LARGE, SUITES_MODULE_FAILED, SUITES_NO_DEFAULT_EXPORT
 */
export async function openDocument(file: string, shown: string, folder: SuiteFolder): Promise<AuthoredDocument> {
  const ending = extname(file).toLowerCase();
  if (![...modules, ...texts].includes(ending)) throw unknownFormat(ending, shown);
  const text = await folder.read(basename(file), { file: shown });
  return modules.includes(ending) ? await moduleDocument(file, shown) : yamlDocument(text, shown);
}

function unknownFormat(ending: string, file: string): SeatrialError {
  return new SeatrialError('SUITES_UNKNOWN_FORMAT', {
    message: `expected a suite in YAML (${texts.join(', ')}) or as a module (${modules.join(', ')}), got ${ending === '' ? 'a name without an ending' : ending}`,
    hint: '`seatrial init` writes a suite to start from',
    where: { file },
  });
}
