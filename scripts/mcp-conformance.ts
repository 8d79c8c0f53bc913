/**
 * Runs the official MCP conformance suite against a server directly and through the seam, for both eras of the protocol, and compares the results
 * check by check: a proxy that changes what it does not know shows here. Takes the suite from the registry when it runs; it is no dependency.
 *
 * Usage: npm run mcp-conformance
 *
 * Ends with 1 when a check differs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { machineClock, parseFaultPlan, seamConfigSchema, startSeam } from '#seam';

const suite = '@modelcontextprotocol/conformance@0.2.0-alpha.12';
const revisions = ['2025-11-25', '2026-07-28'];
const everything = fileURLToPath(new URL('../test/seam/everything/everything-server.ts', import.meta.url));
/** Fits no call of the suite, so that every message is looked at as in a fault test. */
const idlePlan = {
  apiVersion: 'seatrial/faults/v1',
  rules: [{ id: 'idle', where: { tool: 'no_such_tool' }, fault: { kind: 'empty' } }],
};

/** What became of each check, by scenario, name and number. */
type Results = ReadonlyMap<string, string>;

const folder = mkdtempSync(join(tmpdir(), 'mcp-conformance-'));
const server = spawn(process.execPath, [everything], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const config = {
    apiVersion: 'seatrial/seam/v1',
    record: folder,
    servers: { it: { kind: 'mcp-http', url, sandbox: true } },
  };
  await using seam = await startSeam({
    config: seamConfigSchema.parse(config),
    plan: parseFaultPlan(idlePlan),
    clock: machineClock,
    seamVersion: 'conformance',
  });
  let differences = 0;
  for (const revision of revisions) {
    const direct = await runSuite(url, revision, 'direct');
    const through = await runSuite(seam.address(revision, 'it'), revision, 'through');
    differences += compare(revision, direct, through);
  }
  process.exitCode = differences === 0 ? 0 : 1;
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function runSuite(url: string, revision: string, way: string): Promise<Results> {
  const output = join(folder, `${revision}-${way}`);
  const args = ['exec', '--yes', `--package=${suite}`, '--', 'conformance', 'server'];
  // Away from this repository, whose own packages the suite must not find.
  const run = spawn('npm', [...args, '--url', url, '--requirements', revision, '--output-dir', output], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  run.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  await once(run, 'close');
  const results = readResults(output);
  if (results.size === 0) throw new Error(`the suite left no results: ${Buffer.concat(said).toString('utf8')}`);
  return results;
}

function readResults(output: string): Results {
  const results = new Map<string, string>();
  for (const name of readdirSync(output).sort()) {
    // a scenario, and when it began
    const scenario = name.replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    const checks = JSON.parse(readFileSync(join(output, name, 'checks.json'), 'utf8')) as {
      id: string;
      status: string;
    }[];
    checks.forEach(({ id, status }, at) => void results.set(`${scenario} ${at + 1} ${id}`, status));
  }
  return results;
}

function compare(revision: string, direct: Results, through: Results): number {
  print(`${revision} directly:         ${counts(direct)}`);
  print(`${revision} through the seam: ${counts(through)}`);
  const names = new Set([...direct.keys(), ...through.keys()]);
  const different = [...names].filter((name) => direct.get(name) !== through.get(name));
  for (const name of different)
    print(`  ${name}: ${direct.get(name) ?? 'not run'}, then ${through.get(name) ?? 'not run'}`);
  return different.length;
}

function counts(results: Results): string {
  const groups = Object.entries(Object.groupBy(results.values(), (status) => status));
  return groups
    .map(([status, found]) => `${found?.length ?? 0} ${status.toLowerCase()}`)
    .sort()
    .reverse()
    .join(', ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
