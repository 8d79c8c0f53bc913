import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Json } from '#base';
import { type FaultPlanInput, faultPlanSchema } from '#schema';
import { machineClock, parseFaultPlan, type RunningSeam, seamConfigSchema, startSeam } from '#seam';

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** A way to the other side: one call, and the time it took in milliseconds. */
interface Way {
  readonly name: string;
  call(id: number): Promise<unknown>;
  close(): void;
}

const rounds = 40;
const callsInRound = 100;
const program = (name: string): string => fileURLToPath(new URL(`seam/${name}`, import.meta.url));

/** A rule that looks at every call and never fires on the ones that are made: what a plan costs, and not what a fault costs. */
const plan: FaultPlanInput = {
  apiVersion: 'seatrial/faults/v1',
  rules: [{ id: 'never', where: { tool: 'write' }, when: { prob: 0.5 }, fault: { kind: 'rate-limit' } }],
};

/** Measures all ways by turns, so that the machine's moods hit them alike, and tells what each adds to the first. */
async function compare(ways: readonly Way[]): Promise<Figure[]> {
  const times = new Map(ways.map(({ name }) => [name, [] as number[]]));
  let id = 1;
  for (const way of ways) for (let n = 0; n < 300; n++) await way.call(id++);
  for (let round = 0; round < rounds; round++)
    for (const way of ways)
      for (let n = 0; n < callsInRound; n++) {
        const began = performance.now();
        await way.call(id++);
        times.get(way.name)?.push(performance.now() - began);
      }
  for (const way of ways) way.close();
  const direct = times.get(ways[0]?.name ?? '') ?? [];
  return ways.flatMap(({ name }, at) => {
    const own = times.get(name) ?? [];
    const [label, base] = at === 0 ? [name, []] : [`${name}: added`, direct];
    return [0.5, 0.99].map((share) => ({
      label: `${label} ${share === 0.5 ? 'median' : 'p99'}`,
      value: quantile(own, share) - quantile(base, share),
      unit: 'ms',
    }));
  });
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function stdioWay(name: string, args: readonly string[]): Way {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, () => void>();
  if (child.stdout === null || child.stdin === null) throw new Error('expected pipes');
  const { stdin } = child;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id } = JSON.parse(line) as { id: number };
    waiting.get(id)?.();
    waiting.delete(id);
  });
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params })}\n`);
  stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return {
    name,
    call: (id) =>
      new Promise<void>((answered) => {
        waiting.set(id, answered);
        stdin.write(
          `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"read","arguments":{"n":${id}}}}\n`,
        );
      }),
    close: () => child.kill(),
  };
}

function httpWay(name: string, url: string, body: (id: number) => string, close: () => void = () => {}): Way {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return {
    name,
    call: (id) =>
      new Promise((answered, failed) => {
        const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
          answer.on('data', () => {});
          answer.on('end', () => answered(undefined));
        });
        sent.on('error', failed);
        sent.end(body(id));
      }),
    close: () => {
      agent.destroy();
      close();
    },
  };
}

/** Starts a program that prints its port. */
async function listening(name: string, ...args: readonly string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [program(name), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('expected a pipe');
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${port.toString().trim()}`, child };
}

async function seamIn(folder: string, run: string, servers: object, withPlan: boolean): Promise<RunningSeam> {
  const config = seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', run, record: folder, servers });
  const parsed = withPlan ? parseFaultPlan(faultPlanSchema.parse(plan) as unknown as Json) : null;
  return startSeam({ config, plan: parsed, clock: machineClock, seamVersion: 'bench' });
}

async function stdio(folder: string): Promise<Figure[]> {
  const echo = program('echo-server.mjs');
  const shop = { kind: 'mcp-stdio', command: process.execPath, args: [echo], sandbox: true };
  await using recording = await seamIn(folder, 'recording', { shop }, false);
  await using planned = await seamIn(folder, 'planned', { shop }, true);
  // awaited here, because the seams are closed on the way out
  return await compare([
    stdioWay('direct', [echo]),
    stdioWay('byte pipe', [program('pipe.mjs'), process.execPath, echo]),
    stdioWay('seam, recording', recording.command('t', 'shop').args),
    stdioWay('seam, recording and deciding', planned.command('t', 'shop').args),
    stdioWay('SDK v2 relay, recording nothing', [program('sdk-relay.mjs'), process.execPath, echo]),
  ]);
}

/** How long until a stdio server behind each way has answered its first request. */
async function starting(folder: string): Promise<Figure[]> {
  const echo = program('echo-server.mjs');
  const shop = { kind: 'mcp-stdio', command: process.execPath, args: [echo], sandbox: true };
  await using seam = await seamIn(folder, 'starting', { shop }, true);
  const ways: [string, readonly string[]][] = [
    ['direct', [echo]],
    ['byte pipe', [program('pipe.mjs'), process.execPath, echo]],
    ['seam', seam.command('t', 'shop').args],
    ['SDK v2 relay', [program('sdk-relay.mjs'), process.execPath, echo]],
  ];
  const first = await firstAnswer(seam.command('t', 'shop').args);
  const times = new Map(ways.map(([name]) => [name, [] as number[]]));
  for (let n = 0; n < 9; n++) for (const [name, args] of ways) times.get(name)?.push(await firstAnswer(args));
  return [
    { label: 'seam: first answer of its first shim', value: first, unit: 'ms' },
    ...ways.map(([name]) => ({
      label: `${name}: first answer, median of 9`,
      value: quantile(times.get(name) ?? [], 0.5),
      unit: 'ms',
    })),
  ];
}

/** Milliseconds from starting a command to its first answer. */
async function firstAnswer(args: readonly string[]): Promise<number> {
  const began = performance.now();
  const way = stdioWay('starting', args);
  await way.call(1);
  way.close();
  return performance.now() - began;
}

async function http(folder: string): Promise<Figure[]> {
  const server = await listening('http-server.mjs');
  const pipe = await listening('http-relay.mjs', 'pipe', server.url);
  const relay = await listening('http-relay.mjs', 'sdk', server.url);
  const seam = spawn(process.execPath, ['--conditions=seatrial-source', program('start-seam.ts'), folder, server.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(seam.stdout, 'data')) as [Buffer];
  const addresses = JSON.parse(line.toString()) as Record<'mcp' | 'rest' | 'model', string>;
  const mcp = (id: number): string =>
    `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"read","arguments":{"n":${id}}}}`;
  const model = (id: number): string => `{"model":"m","messages":[{"role":"user","content":"${id}"}]}`;
  const figures = await compare([
    httpWay('direct', server.url, mcp),
    httpWay('byte pipe', pipe.url, mcp, () => pipe.child.kill()),
    httpWay('MCP seam, recording and deciding', addresses.mcp, mcp),
    httpWay('REST seam, recording and deciding', addresses.rest, mcp),
    httpWay('model seam, recording and deciding', `${addresses.model}/chat/completions`, model),
    httpWay('SDK v1 relay, recording nothing', relay.url, mcp, () => relay.child.kill()),
  ]);
  seam.kill();
  server.child.kill();
  return figures;
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the seam adds to a call, beside a byte pipe and beside a relay built from an SDK. */
export const benches: { name: string; run(): Promise<Figure[]> }[] = [
  { name: 'seam: MCP over stdio, sequential calls of 200 bytes', run: () => inTemporaryFolder(stdio) },
  { name: 'seam: starting a stdio server', run: () => inTemporaryFolder(starting) },
  { name: 'seam: HTTP, sequential calls of 200 bytes', run: () => inTemporaryFolder(http) },
];
