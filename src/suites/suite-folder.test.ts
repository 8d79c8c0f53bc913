import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SuiteFolder } from './suite-folder.ts';
import { suiteFiles } from './testing/suite-files.ts';

const megabytes = (count: number): number => count * 1024 * 1024;

describe('SuiteFolder', () => {
  it('reads text files beside the suite and names them beside it', async () => {
    const root = suiteFiles({ 'a/b.md': 'hello\r\n' });
    const folder = new SuiteFolder(join(root, 'suite.yaml'), 'trials/suite.yaml');
    expect(await folder.read('a/b.md', {})).toBe('hello\n');
    expect(folder.nameOf('a/b.md')).toBe('trials/a/b.md');
    expect(new SuiteFolder(join(root, 'suite.yaml'), 'suite.yaml').nameOf('./a/b.md')).toBe('a/b.md');
  });

  it('refuses a file above 16 MB, and files that together are above 64 MB', async () => {
    const root = suiteFiles({ 'large.md': '', 'many.md': '' });
    truncateSync(join(root, 'large.md'), megabytes(16) + 1);
    truncateSync(join(root, 'many.md'), megabytes(16));
    const folder = new SuiteFolder(join(root, 'suite.yaml'), 'suite.yaml');
    await expect(folder.read('large.md', {})).rejects.toMatchObject({ code: 'SUITES_FILE_TOO_LARGE' });
    const others = new SuiteFolder(join(root, 'suite.yaml'), 'suite.yaml');
    for (let at = 0; at < 4; at++) expect(await others.read('many.md', {})).toHaveLength(megabytes(16));
    await expect(others.read('many.md', {})).rejects.toMatchObject({ code: 'SUITES_FILE_TOO_LARGE' });
  });

  it('refuses a folder and a missing file, at the place given', async () => {
    const root = suiteFiles({ 'a/b.md': '' });
    const folder = new SuiteFolder(join(root, 'suite.yaml'), 'suite.yaml');
    for (const path of ['a', 'nowhere.md'])
      await expect(folder.read(path, { file: 'suite.yaml', line: 3 })).rejects.toMatchObject({
        code: 'SUITES_FILE_UNREADABLE',
        where: { file: 'suite.yaml', line: 3 },
      });
  });
});
