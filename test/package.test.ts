import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'seatrial-package-'));
const installed = join(folder, 'app/node_modules/seatrial');
const app = join(folder, 'app');

function node(...argv: string[]): string {
  return execFileSync(process.execPath, argv, { cwd: app, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
}

/** Files below a folder, without links. */
function filesIn(path: string): string[] {
  return (readdirSync(path, { recursive: true }) as string[]).filter((name) => statSync(join(path, name)).isFile());
}

// Packs a copy, so that the checkout's own build is left alone, and links the dependencies, so that no registry is needed.
beforeAll(() => {
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  for (const name of [
    'bin',
    'src',
    'scripts',
    'schemas',
    'examples',
    'rooms.ts',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'README.md',
    'LICENSE',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: copy, stdio: 'pipe' });
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: copy, stdio: 'pipe' });
  mkdirSync(join(installed, '..', '.bin'), { recursive: true });
  mkdirSync(installed);
  execFileSync('tar', [
    '-xzf',
    join(folder, `seatrial-${manifest.version}.tgz`),
    '--strip-components=1',
    '-C',
    installed,
  ]);
  for (const name of [...Object.keys(manifest.dependencies), '@types']) {
    mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name));
  }
  symlinkSync(join(installed, manifest.bin.seatrial), join(app, 'node_modules/.bin/seatrial'));
  writeFileSync(join(app, 'package.json'), '{"type": "module"}\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package, installed in an empty folder', () => {
  it('holds the build, the schemas and the order desk, no sources and no tests, and stays small', () => {
    const files = filesIn(installed);
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/seatrial.js',
        'dist/public/index.js',
        'dist/public/index.d.ts',
        'examples/order-desk/suite.yaml',
        'README.md',
      ]),
    );
    expect(files.filter((name) => /^src\/|\.test\.|\/testing\/|(?<!\.d)\.ts$/.test(name))).toEqual([]);
    const bytes = files.reduce((sum, name) => sum + statSync(join(installed, name)).size, 0);
    // Measured: 4.7 MB, about a third of it declarations of the document schemas.
    expect(bytes).toBeLessThan(5_200_000);
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(7);
  });

  // The demo is the main job; it is run here once, where it must work without sources, and nowhere else.
  it('runs without its sources: version, and the whole demo offline', () => {
    expect(existsSync(join(installed, 'src'))).toBe(false);
    expect(node('node_modules/.bin/seatrial', '--version')).toBe(`${manifest.version}\n`);
    const out = node('node_modules/.bin/seatrial', 'demo');
    expect(out).toMatch(/rule-driven programs \(no language\s+model\)/);
    const commands = [...out.matchAll(/^\$ seatrial (\w+)/gm)].map(([, command]) => command);
    expect(commands).toEqual(['run', 'run', 'run', 'run', 'gate', 'gate', 'report', 'compare', 'report', 'gate']);
    expect(out.trimEnd().split('\n').slice(-3).join('\n')).toContain('✗ FAIL');
    expect(readFileSync(join(app, 'seatrial-demo.html'), 'utf8')).toContain('hasty');
  });

  it('gives types and code to strict TypeScript under nodenext', () => {
    writeFileSync(join(app, 'use.ts'), program);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--exactOptionalPropertyTypes'];
    const libraries = ['--lib', 'es2024,esnext.disposable,esnext.iterator', '--types', 'node'];
    node(compiler, ...flags, ...libraries, 'use.ts');
    expect(node('use.js')).toBe('hasty pass^8 19/28\n');
  });
});

const program = `
import { openRun, reliabilityReport, resolveRun, type ReliabilityReport } from 'seatrial';
import { passHatK } from 'seatrial/stats';
import { reliabilityReportSchema } from 'seatrial/schema';

await using run = await openRun(await resolveRun('.seatrial/demo', 'hasty', process.cwd()));
const report: ReliabilityReport = reliabilityReportSchema.parse(reliabilityReport(await run.record()));
const { value } = passHatK([{ passes: 5, trials: 8 }, { passes: 8, trials: 8 }], 2);
process.stdout.write(report.run.name + ' pass^' + report.consistency.passHatK.length + ' ' + Math.round(value * 28) + '/28\\n');
`;
