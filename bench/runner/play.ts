import { openAgent } from '#agents';
import { digestJson } from '#base';
import { gradersFor } from '#graders';
import { liveManifest, ProgressTally, type RunPlan, runSuite, type TrialPorts } from '#runner';
import { createRun } from '#store';
import { scriptedUser } from '#users';
import { benchCase, benchScenarios } from './plan.ts';

/** Plays one case through the runner, with everything a real run does, into a folder; prints milliseconds, those of the processor, and memory in MB: peak, and kept at the end. */
const [directory = '', ...words] = process.argv.slice(2);
const { url, trials, concurrency, ...size } = benchCase(words);
const scenarios = benchScenarios({ trials, concurrency, ...size });
const plan: RunPlan = { scenarios, trials, seed: 1, order: 'rounds', limits: {} };
const user = scriptedUser();
const graders = new Map(scenarios.map((scenario) => [scenario.id, gradersFor(scenario)]));
await using agent = await openAgent(url, { cwd: '.', env: {} });
const ports: TrialPorts = {
  agent,
  world: null,
  user: () => user,
  graders: ({ id }) => graders.get(id) ?? [],
  clock: { now: () => new Date(), elapsedMs: () => performance.now() },
};
const digest = digestJson(scenarios.map(({ digest }) => digest));
const suite = {
  name: 'parcels',
  version: '1',
  visibility: 'public',
  digest,
  world: null,
  seam: null,
  isolation: 'process',
  scenarios,
} as const;
const manifest = liveManifest({
  id: 'bench-run',
  name: 'bench run',
  createdAt: new Date().toISOString(),
  suite,
  plan,
  agent: agent.identity,
  world: null,
  users: [user],
  judge: null,
  maxAttempts: 3,
  shard: null,
  remarks: [],
  version: '0.0.0',
  place: { os: null, arch: null, runtime: null, ci: null },
});
const writer = await createRun(directory, manifest);
const never = new AbortController().signal;
const cpuBefore = process.cpuUsage();
const start = performance.now();
const ending = await runSuite(plan, ports, writer, [], {
  concurrency,
  maxAttempts: 3,
  budgetUsd: null,
  stopRule: null,
  observer: new ProgressTally(scenarios.length * trials, ports.clock),
  finishing: never,
  cancelled: never,
});
const elapsedMs = performance.now() - start;
const { user: userUs, system: systemUs } = process.cpuUsage(cpuBefore);
const cpuMs = (userUs + systemUs) / 1000;
const { passed } = ending.seal?.counts ?? { passed: 0 };
const peakMb = process.resourceUsage().maxRSS / 1024;
globalThis.gc?.();
const keptMb = process.memoryUsage().heapUsed / 2 ** 20;
process.stdout.write(`${JSON.stringify({ elapsedMs, cpuMs, peakMb, keptMb, passed })}\n`);
