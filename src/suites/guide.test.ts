import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintSuite } from './lint/lint-suite.ts';
import { suiteOf } from './testing/suite-files.ts';

const guide = readFileSync(new URL('../../guides/writing-a-suite.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

describe('the guide to suites', () => {
  it('shows two suites in YAML that are read and sound as far as no world is needed', async () => {
    expect(blocks('yaml')).toHaveLength(2);
    for (const text of blocks('yaml')) expect(lintSuite(await suiteOf({ 'suite.yaml': text }))).toEqual([]);
  });

  // By hand: 2 personas x 2 lengths x 2 confusions.
  it('shows a matrix of eight', async () => {
    const { scenarios } = await suiteOf({ 'suite.yaml': blocks('yaml')[1] });
    expect(scenarios).toHaveLength(8);
  });

  it('shows one in TypeScript that is read', async () => {
    const text = (blocks('typescript')[0] ?? '').replace(
      "'seatrial/suite'",
      `'${import.meta.dirname}/define-suite.ts'`,
    );
    const { scenarios } = await suiteOf({ 'suite.ts': text }, 'suite.ts');
    expect(scenarios.map(({ id }) => id)).toEqual(['where-is-1002', 'where-is-1003']);
  });

  it('lists every code of the linter with its severity, and no other', () => {
    const listed = [...guide.matchAll(/^\| (`.*`) \| (error|warning) \|/gm)].flatMap(([, codes = '', severity]) =>
      codes.split(', ').map((code) => `${code.replaceAll('`', '')} ${severity}`),
    );
    const sources = globSync('*.ts', { cwd: new URL('lint/', import.meta.url) }).filter(
      (file) => !file.includes('.test.'),
    );
    const given = sources.flatMap((file) => {
      const source = readFileSync(new URL(`lint/${file}`, import.meta.url), 'utf8');
      return [...source.matchAll(/severity: '(\w+)'(?: as const)?,\s+code: '([\w-]+)'/g)].map(
        ([, severity, code]) => `${code} ${severity}`,
      );
    });
    expect(listed.sort()).toEqual([...new Set(given)].sort());
  });
});
