import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from './runner/plan.ts';

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

interface Played {
  readonly elapsedMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly keptMb: number;
  readonly passed: number;
}

function start(program: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(`runner/${program}.ts`, import.meta.url));
  return spawn(process.execPath, ['--conditions=seatrial-source', '--expose-gc', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  return String(line);
}

async function measured(program: string, args: readonly string[]): Promise<Played> {
  const child = start(program, args);
  const played = JSON.parse(await firstLine(child)) as Played;
  if (child.exitCode === null) await once(child, 'close');
  return played;
}

/** Plays a case against a stub agent in a process of its own, once through the runner and once as a bare loop. */
async function against(latencyMs: number, one: BenchCase): Promise<{ runner: Played; bare: Played }> {
  const stub = start('stub-agent', [String(latencyMs)]);
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-bench-'));
  try {
    const words = [await firstLine(stub), one.scenarios, one.trials, one.turns, one.concurrency].map(String);
    const runner = await measured('play', [join(folder, 'run'), ...words]);
    const bare = await measured('bare-loop', words);
    const expected = one.scenarios * one.trials;
    if (runner.passed !== expected || bare.passed !== expected) throw new Error(`expected ${expected} passed trials`);
    return { runner, bare };
  } finally {
    stub.stdin!.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function figures(label: string, latencyMs: number, one: BenchCase): Promise<Figure[]> {
  const { runner, bare } = await against(latencyMs, one);
  const trials = one.scenarios * one.trials;
  const idealMs = Math.ceil(trials / one.concurrency) * one.turns * latencyMs;
  return [
    { label: `${label}: runner`, value: trials / (runner.elapsedMs / 1000), unit: 'trials/s' },
    { label: `${label}: bare loop`, value: trials / (bare.elapsedMs / 1000), unit: 'trials/s' },
    { label: `${label}: runner over bare loop`, value: runner.elapsedMs / bare.elapsedMs, unit: 'times' },
    { label: `${label}: added to each trial`, value: (runner.elapsedMs - bare.elapsedMs) / trials, unit: 'ms' },
    { label: `${label}: processor time of a trial, runner`, value: runner.cpuMs / trials, unit: 'ms' },
    { label: `${label}: processor time of a trial, bare loop`, value: bare.cpuMs / trials, unit: 'ms' },
    ...(idealMs === 0
      ? []
      : [{ label: `${label}: over the ideal time`, value: runner.elapsedMs / idealMs, unit: 'times' }]),
    { label: `${label}: peak memory, runner`, value: runner.peakMb, unit: 'MB' },
    { label: `${label}: peak memory, bare loop`, value: bare.peakMb, unit: 'MB' },
    { label: `${label}: heap kept at the end, runner`, value: runner.keptMb, unit: 'MB' },
  ];
}

const size = { scenarios: 200, trials: 8, turns: 1, concurrency: 100 };

/** The runner against a stub agent over loopback HTTP. Everything a real run does is done: record, checks, digests, durable store. */
export const benches = [
  {
    name: 'runner',
    run: async (): Promise<Figure[]> => [
      ...(await figures('1,600 trials at 0 ms', 0, size)),
      ...(await figures('1,600 trials at 200 ms', 200, size)),
      ...(await figures('16,000 trials at 0 ms', 0, { ...size, scenarios: 2000 })),
      ...(await figures('100 conversations of 10 turns at 0 ms', 0, { ...size, scenarios: 100, trials: 1, turns: 10 })),
    ],
  },
];
