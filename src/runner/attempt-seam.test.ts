import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentTrial } from '#agents';
import type { Json } from '#base';
import type { Grader } from '#graders';
import type { FaultPlanInput } from '#schema';
import { type LoadedSeam, machineClock, seamConfigSchema, startSeam } from '#seam';
import { type McpServing, serveMcp } from '#worlds';
import { playTrial } from './play-trial.ts';
import type { PlayedTrial } from './played-trial.ts';
import { agentOf, say } from './testing/broken-agent.ts';
import { tallyPorts } from './testing/tally-ports.ts';
import { tallyScenario } from './testing/tally-scenario.ts';
import { tallyWorld } from './testing/tally-world.ts';

/** The agent's own server: not ours to look into, but for the test. */
let books: McpServing;
let ledger: () => readonly unknown[];
beforeEach(async () => {
  const session = tallyWorld.open({ seed: 0 });
  ledger = () => session.ledger();
  books = await serveMcp(session.tools, { name: 'books' });
});
afterEach(() => books.close());

const content: Grader = {
  id: 'content',
  kind: 'code',
  grade: async () => [
    {
      grader: { id: 'content', version: null, kind: 'code', digest: null },
      dimension: null,
      finding: 'pass',
      score: null,
      decisive: true,
      evidence: [],
      costUsd: null,
    },
  ],
};

function setup(): LoadedSeam {
  const servers = { books: { kind: 'mcp-http', url: books.url, sandbox: true } };
  return { config: seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', servers }), plan: null };
}

/** Adds 5 with a server of its own until that goes through, and tells of each call. */
async function addWithOwnServer({ servers, record }: AgentTrial): Promise<void> {
  const reach = servers?.['books'];
  if (reach?.kind !== 'mcp-http') throw new Error('expected an address');
  const client = new Client({ name: 'own', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(reach.address)));
  for (let done = false; !done; ) {
    const { isError } = await client.callTool({ name: 'add', arguments: { amount: 5 } });
    const failed = isError === true;
    record.foreignCall({ name: 'mcp__books__add', arguments: { amount: 5 }, result: 'as it came', isError: failed });
    done = !failed;
  }
  await client.close();
}

function play(rules: FaultPlanInput['rules'] | null, addresses: string[] = []): Promise<PlayedTrial> {
  const faultPlan = rules === null ? null : ({ apiVersion: 'seatrial/faults/v1', rules } as unknown as Json);
  const agent = agentOf({
    reply: async (_text, trial) => {
      const reach = trial.servers?.['books'];
      if (reach !== undefined && 'address' in reach) addresses.push(reach.address);
      await addWithOwnServer(trial);
      return say('Done.', { ended: true });
    },
  });
  const ports = tallyPorts(agent, { world: null, seam: setup(), graders: () => [content] });
  const request = { scenario: { ...tallyScenario('own'), faultPlan }, index: 0, attempt: 0, seed: 7 };
  return playTrial(request, ports, new AbortController().signal);
}

describe('an agent with servers of its own', () => {
  it('meets the scenario’s faults behind a proxy of its trial, marked on the calls that it reports', async () => {
    const { trial, trajectory } = await play([
      { id: 'busy', where: { server: 'books', tool: 'add' }, when: { nth: [1] }, fault: { kind: 'rate-limit' } },
    ]);
    expect(trial).toMatchObject({
      outcome: 'pass',
      faults: [{ rule: 'busy', delivered: true, detected: true, outcome: 'recovered', target: 'add', step: 2 }],
    });
    expect(trajectory.steps[2]).toMatchObject({ kind: 'tool', faults: [trial.faults[0]?.id] });
    expect(ledger()).toHaveLength(1);
  });

  it('is recorded without a plan, and the proxy ends with its trial', async () => {
    const addresses: string[] = [];
    const { trial, trajectory } = await play(null, addresses);
    expect(trial.faults).toEqual([]);
    const kept = trajectory.steps.find((step) => step.kind === 'event' && step.name === 'seam.record');
    expect(kept).toMatchObject({
      value: { events: expect.arrayContaining([expect.objectContaining({ kind: 'call', operation: 'add' })]) },
    });
    await expect(fetch(addresses[0] ?? '')).rejects.toThrow();
  });

  it('loses the trial to infrastructure when the proxies cannot be started', async () => {
    const seam = { ...setup(), config: { ...setup().config, replay: { record: '/nowhere' } } } as unknown as LoadedSeam;
    const ports = tallyPorts(() => 'Hello.', { seam });
    const request = { scenario: tallyScenario('own'), index: 0, attempt: 0, seed: 7 };
    const { trial } = await playTrial(request, ports, new AbortController().signal);
    expect(trial.loss).toMatchObject({ owner: 'infrastructure', code: 'world-defect' });
  });

  it('is unmeasured, not failed, when it leaves the recording that answers for its server', async () => {
    const record = mkdtempSync(join(tmpdir(), 'seatrial-recording-'));
    await recordOneCall(record, 3);
    const config = { ...setup().config, replay: replayOf(record) };
    const agent = agentOf({
      reply: async (_text, trial) => {
        await addWithOwnServer(trial).catch(() => {});
        return say('Done.', { ended: true });
      },
    });
    const ports = tallyPorts(agent, { world: null, seam: { config, plan: null }, graders: () => [content] });
    const request = { scenario: tallyScenario('own'), index: 0, attempt: 0, seed: 7 };
    const { trial } = await playTrial(request, ports, new AbortController().signal);
    expect(trial).toMatchObject({ outcome: 'lost', loss: { owner: 'infrastructure', code: 'diverged' } });
    expect(ledger()).toHaveLength(1);
    rmSync(record, { recursive: true });
  });
});

function replayOf(record: string): LoadedSeam['config']['replay'] {
  const { servers } = setup().config;
  return seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', servers, replay: { record, trial: 'recorded' } })
    .replay;
}

/** Records a call that adds `amount` through a seam in front of the agent's server. */
async function recordOneCall(record: string, amount: number): Promise<void> {
  const seam = await startSeam({
    config: { ...setup().config, record },
    plan: null,
    clock: machineClock,
    seamVersion: '1',
  });
  seam.open('recorded', { scenario: 'own' });
  const client = new Client({ name: 'own', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(seam.address('recorded', 'books'))));
  await client.callTool({ name: 'add', arguments: { amount } });
  await client.close();
  seam.end('recorded', 'done');
  await seam.close();
}
