import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideGate } from '#gates';
import { reliabilityReport } from '#reliability';
import { renderComparison, renderGate, renderReport } from '#report';
import { exitCodes, type RunRecord } from '#schema';
import { openRun, type RunReader } from '#store';
import { gateEvidence } from '../gate-evidence.ts';
import { type PlayedRun, playRun } from '../play-run.ts';
import { readPolicy } from '../read-policy.ts';
import type { StoreOptions } from '../run-reference.ts';
import type { Command, Shell } from '../shell.ts';
import { writeHtml } from '../write-html.ts';

const trials = 8;

/**
 * A complete tour: the two bundled agents serve the bundled order desk, then report, comparison, HTML and gate. The agents are rule-driven programs, not
 * language models, and the demo says so. Exit code 0: the tour is over, whatever the gate said; 130 when it was interrupted.
 */
export const demoCommand: Command<StoreOptions> = async (options, shell) => {
  await shell.print(
    'Two agents ship with seatrial: careful and hasty, rule-driven programs (no language model). Both serve\n' +
      'the same simulated customers of an order desk. May hasty replace careful?\n\n',
  );
  const baseline = await play('careful', options, shell);
  const candidate = baseline === null ? null : await play('hasty', options, shell);
  if (baseline === null || candidate === null) return exitCodes.interrupted;
  await using reader = await openRun(candidate.path);
  await judge(reader, await readRecord(baseline.path), shell);
  return exitCodes.pass;
};

/** Null when it was interrupted. */
async function play(agent: string, options: StoreOptions, shell: Shell): Promise<PlayedRun | null> {
  const played = await playRun(
    {
      ...options,
      suite: 'order-desk',
      agent,
      agentHeader: [],
      trials,
      seed: 1,
      concurrency: 8,
      maxAttempts: 3,
      limits: {},
      only: [],
      slice: [],
      name: agent,
    },
    shell,
  );
  if (played.ending.reason === 'interrupted') return null;
  await shell.print(`$ seatrial run order-desk --agent ${agent} -k ${trials} --name ${agent}\n ${played.path}\n\n`);
  return played;
}

async function judge(reader: RunReader, baseline: RunRecord, shell: Shell): Promise<void> {
  const record = await reader.record();
  const policy = await readPolicy(await deskPolicy(), shell);
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
  await step('seatrial gate hasty --baseline careful --policy gate.yaml', renderGate(gate, shell.screen), shell);
}

async function deskPolicy(): Promise<string> {
  const { orderDeskSuitePath } = await import('#desk');
  return join(dirname(fileURLToPath(orderDeskSuitePath())), 'gate.yaml');
}

async function step(command: string, output: string, shell: Shell): Promise<void> {
  await shell.print(`$ ${command}\n${output}\n`);
}

async function readRecord(path: string): Promise<RunRecord> {
  await using reader = await openRun(path);
  // awaited here, because the reader is closed on the way out
  return await reader.record();
}
