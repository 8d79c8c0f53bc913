import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideGate } from '#gates';
import { reliabilityReport } from '#reliability';
import { renderComparison, renderGate, renderReport } from '#report';
import { exitCodes, type GatePolicy, type RunRecord } from '#schema';
import { openRun, type RunReader } from '#store';
import { gateEvidence } from '../gate-evidence.ts';
import { playRun } from '../play-run.ts';
import { readPolicy } from '../read-policy.ts';
import type { StoreOptions } from '../run-reference.ts';
import type { Command, Shell } from '../shell.ts';
import { writeHtml } from '../write-html.ts';

/** The runs of the tour. Faults are played in fewer trials of more scenarios. */
const tour = [
  { suite: 'order-desk', agent: 'careful', trials: 8, name: 'careful' },
  { suite: 'order-desk', agent: 'hasty', trials: 8, name: 'hasty' },
  { suite: 'order-desk-faults', agent: 'careful', trials: 4, name: 'careful-faults' },
  { suite: 'order-desk-faults', agent: 'hasty', trials: 4, name: 'hasty-faults' },
] as const;
type Stop = (typeof tour)[number];

/**
 * A complete tour: the two bundled agents serve the bundled order desk, with tools that work and with tools that fail; then report, comparison, gates and HTML.
 * The agents are rule-driven programs, not language models, and the demo says so. Exit code 0: the tour is over, whatever the gates said; 130 when it
 * was interrupted.
 */
export const demoCommand: Command<StoreOptions> = async (options, shell) => {
  await shell.print(
    'Two agents ship with seatrial: careful and hasty, rule-driven programs (no language model). Both serve\n' +
      'the same simulated customers of an order desk. May hasty replace careful?\n\n',
  );
  const paths: string[] = [];
  for (const stop of tour) {
    const path = await play(stop, options, shell);
    if (path === null) return exitCodes.interrupted;
    paths.push(path);
  }
  const [careful = '', hasty = '', carefulFaults = '', hastyFaults = ''] = paths;
  await judgeFaults('careful-faults', carefulFaults, shell);
  await judgeFaults('hasty-faults', hastyFaults, shell);
  await using reader = await openRun(hasty);
  await judge(reader, await readRecord(careful), shell);
  return exitCodes.pass;
};

/** The run's folder; null when it was interrupted. */
async function play({ suite, agent, trials, name }: Stop, options: StoreOptions, shell: Shell): Promise<string | null> {
  const { path, ending } = await playRun(
    {
      ...options,
      suite,
      agent,
      agentHeader: [],
      trials,
      seed: 1,
      concurrency: 8,
      maxAttempts: 3,
      limits: {},
      only: [],
      slice: [],
      name,
    },
    shell,
  );
  if (ending.reason === 'interrupted') return null;
  await step(`seatrial run ${suite} --agent ${agent} -k ${trials} --name ${name}`, ` ${path}\n`, shell);
  return path;
}

async function judgeFaults(name: string, path: string, shell: Shell): Promise<void> {
  const policy = await bundledPolicy('faults', shell);
  const gate = decideGate(policy, gateEvidence(await readRecord(path), null, policy));
  await step(`seatrial gate ${name} --policy gates/faults.yaml`, renderGate(gate, shell.screen), shell);
}

async function judge(reader: RunReader, baseline: RunRecord, shell: Shell): Promise<void> {
  const record = await reader.record();
  const policy = await bundledPolicy('release', shell);
  const evidence = gateEvidence(record, baseline, policy);
  const gate = decideGate(policy, evidence);
  const report = reliabilityReport(record);
  const comparison = evidence.against?.comparison ?? null;
  await step('seatrial report hasty', renderReport(report, shell.screen), shell);
  if (comparison !== null)
    await step('seatrial compare careful hasty', renderComparison(comparison, shell.screen), shell);
  const html = resolve(shell.cwd, 'seatrial-demo.html');
  await writeHtml(html, { reader, record, report, comparison, gate });
  await step('seatrial report hasty --html', ` ${html}\n`, shell);
  const command = 'seatrial gate hasty --baseline careful --policy gates/release.yaml';
  await step(command, renderGate(gate, shell.screen), shell);
}

async function bundledPolicy(name: 'release' | 'faults', shell: Shell): Promise<GatePolicy> {
  const { orderDeskSuitePath } = await import('#desk');
  return await readPolicy(fileURLToPath(new URL(`gates/${name}.yaml`, orderDeskSuitePath())), shell);
}

async function step(command: string, output: string, shell: Shell): Promise<void> {
  await shell.print(`$ ${command}\n${output}\n`);
}

async function readRecord(path: string): Promise<RunRecord> {
  await using reader = await openRun(path);
  // awaited here, because the reader is closed on the way out
  return await reader.record();
}
