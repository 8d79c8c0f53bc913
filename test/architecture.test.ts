import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { architectureDocument, rooms } from '../rooms.ts';
import { breaches, impureUses, readImports } from './import-graph.ts';

const source = new URL('../src/', import.meta.url).pathname;
const planted = new URL('fixtures/architecture/', import.meta.url).pathname;
/** Programs that are started as processes of their own; each touches its process and nothing else does. */
const entryPoints = ['cli/main.ts', 'worlds/mcp/mcp-bridge.ts', 'seam/proxy/stdio/shim-main.ts'];
const isTest = (file: string): boolean => /\.(test|golden)\.ts$|\/testing\//.test(file);

describe('the rooms of src', () => {
  const { files, edges } = readImports(source);
  const product = edges.filter(({ file }) => !isTest(file));

  // A wall that cannot see is worse than none: should the parser or the file walk go blind, this fails first.
  it('are read whole: at least 600 files and 1,500 imports', () => {
    expect(files.length).toBeGreaterThanOrEqual(600);
    expect(product.length).toBeGreaterThanOrEqual(1500);
  });

  it('import each other only as the table allows', () => {
    expect(breaches(product, rooms)).toEqual([]);
  });

  it('keep the clock, the random source and the process out of pure rooms', () => {
    const pure = rooms.filter((room) => room.pure).map((room) => room.name);
    const uses = files
      .filter((file) => !isTest(file) && pure.includes(file.split('/')[0] ?? ''))
      .flatMap((file) =>
        impureUses(withoutComments(readFileSync(join(source, file), 'utf8'))).map((use) => `${file}: ${use}`),
      );
    expect(uses).toEqual([]);
  });

  it('touch the process only in the entry points of programs', () => {
    const uses = files
      .filter((file) => !isTest(file) && !entryPoints.includes(file))
      .filter((file) =>
        /\bprocess\.(argv|env|stdout|stderr|stdin|exit|on)\b|import [^;]*\b(argv|env|stdout|stderr|stdin|exit|on)\b[^;]* from 'node:process'/.test(
          withoutComments(readFileSync(join(source, file), 'utf8')),
        ),
      );
    expect(uses).toEqual([]);
  });

  it('are the folders of src, each with its door', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(rooms.map((room) => room.name).sort());
    const doors = rooms.map((room) => room.name).filter((name) => name !== 'cli' && name !== 'public');
    expect(Object.keys(manifest.imports).sort()).toEqual(doors.map((name) => `#${name}`).sort());
  });

  it('are printed in ARCHITECTURE.md as the table has them', () => {
    const printed = readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8');
    expect(printed).toBe(architectureDocument());
  });
});

describe('the planted breaches', () => {
  const { edges } = readImports(planted);

  it('are all found: type-only, re-export, relative, type of an import, dynamic, impure', () => {
    expect(breaches(edges, rooms).sort()).toEqual([
      'base/type-only.ts: base may not import #stats',
      'gates/dynamic.ts: gates is pure and may not import node:fs',
      'gates/dynamic.ts: gates may not import #reliability',
      'gates/relative.ts: gates may not import #store',
      'gates/relative.ts: leaves its room by ../base/type-only.ts; use the door #base',
      'stats/re-export.ts: stats may not import #schema',
    ]);
  });

  it('include a use of the clock', () => {
    expect(impureUses(readFileSync(join(planted, 'gates/dynamic.ts'), 'utf8'))).toEqual(['Date.now']);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}
