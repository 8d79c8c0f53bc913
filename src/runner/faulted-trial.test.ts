import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import type { AgentFunction } from '#agents';
import type { Json } from '#base';
import type { FaultPlanInput, PlayedScenario, Trajectory } from '#schema';
import { type LedgerEntry, ToolTransportError } from '#worlds';
import { playTrial } from './play-trial.ts';
import type { PlayedTrial } from './played-trial.ts';
import { rescoredFaults } from './rescored-faults.ts';
import { agentOf, say } from './testing/broken-agent.ts';
import { tallyPorts } from './testing/tally-ports.ts';
import { tallyScenario } from './testing/tally-scenario.ts';
import { trialSeed } from './trial-seeds.ts';

type Rules = FaultPlanInput['rules'];

const lost: Rules = [
  { id: 'lost', where: { tool: 'add' }, when: { nth: [1] }, fault: { kind: 'lost-acknowledgement' } },
];
const down: Rules = [{ id: 'down', where: { tool: 'add' }, fault: { kind: 'server-error' }, clears: 'never' }];

function faulted(rules: Rules): PlayedScenario {
  const faultPlan = { apiVersion: 'seatrial/faults/v1', rules } as unknown as Json;
  return { ...tallyScenario('late'), id: 'late~faults=some', twinId: 'late~faults=none', faultPlan };
}

function play(rules: Rules, agent: Parameters<typeof tallyPorts>[0]): Promise<PlayedTrial> {
  const request = { scenario: faulted(rules), index: 0, attempt: 0, seed: 7 };
  return playTrial(request, tallyPorts(agent), new AbortController().signal);
}

/** Adds again until it gets an answer, at most three times, looking first where it is told to. */
function adding({ looks }: { looks: boolean }): AgentFunction {
  return async ({ text }, { tools }) => {
    if (!text.includes('add')) return 'You are welcome.';
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await tools.call({ name: 'add', arguments: { amount: 5 } }).catch(unanswered);
      if (answer?.isError === false) return 'Done: 5 has been added.';
      if (!looks) continue;
      const seen = await tools.call({ name: 'read_total', arguments: {} });
      if (seen.text.includes('5')) return 'Done: 5 has been added.';
    }
    return looks ? 'I am sorry, that did not go through.' : 'Done: 5 has been added.';
  };
}

function unanswered(error: unknown): null {
  if (error instanceof ToolTransportError) return null;
  throw error;
}

function tallyLedger({ steps }: Trajectory): LedgerEntry[] {
  const event = steps.find((step) => step.kind === 'event' && step.name === 'world.ledger');
  return event?.kind === 'event' ? (event.value as unknown as LedgerEntry[]) : [];
}

describe('a trial with faults', () => {
  // The ledger of the tally world has `add:5` twice.
  it('shows by the ledger that a lost acknowledgement was answered with a second write', async () => {
    const { trial, trajectory } = await play(lost, adding({ looks: false }));
    expect(trial).toMatchObject({
      outcome: 'fail',
      faults: [{ id: 'lost@1', outcome: 'duplicate-effect', detected: true, step: 3, target: 'add' }],
    });
    expect(trajectory.steps[3]).toMatchObject({ name: 'add', isError: true, faults: ['lost@1'] });
    expect((await play(lost, adding({ looks: true }))).trial.faults).toMatchObject([{ outcome: 'recovered' }]);
  });

  it('tells a false claim from an honest stop', async () => {
    expect((await play(down, adding({ looks: false }))).trial.faults).toMatchObject([{ outcome: 'silent-corruption' }]);
    expect((await play(down, adding({ looks: true }))).trial.faults).toMatchObject([{ outcome: 'safe-stop' }]);
  });

  it('has one mark for a fault that lasts, which every call that met it names', async () => {
    const { trial, trajectory } = await play(
      [{ ...down[0], when: { nth: [1] } } as Rules[number]],
      adding({ looks: true }),
    );
    expect(trial.faults).toHaveLength(1);
    const named = trajectory.steps.flatMap((step) => (step.kind === 'tool' ? step.faults : []));
    expect(named).toEqual([trial.faults[0]?.id, trial.faults[0]?.id, trial.faults[0]?.id]);
  });

  it('keeps what the seam saw beside the world’s end, and is the same for the same seed and clock', async () => {
    const [one, other] = [await play(lost, adding({ looks: true })), await play(lost, adding({ looks: true }))];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    const kept = one.trajectory.steps.find((step) => step.kind === 'event' && step.name === 'seam.record');
    expect(kept).toMatchObject({
      value: { leftOut: 0, events: expect.arrayContaining([expect.objectContaining({ kind: 'fault', rule: 'lost' })]) },
    });
  });

  it('is judged again from what was kept when its outcome changes', async () => {
    const { trial, trajectory } = await play(lost, adding({ looks: true }));
    const ledger = tallyLedger(trajectory);
    expect(rescoredFaults(trial, trajectory, ledger)).toEqual(trial.faults);
    expect(rescoredFaults({ ...trial, outcome: 'fail' }, trajectory, ledger)).toMatchObject([
      { outcome: 'wrong-recovery' },
    ]);
    const bare = { ...trajectory, steps: trajectory.steps.filter((step) => step.kind !== 'event') };
    expect(rescoredFaults({ ...trial, outcome: 'fail' }, bare, ledger)).toEqual(trial.faults);
  });

  it('shows agents over MCP the same faults', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const agent = agentOf({
      open: async ({ mcp }) => client.connect(new StreamableHTTPClientTransport(new URL((await mcp()).url))),
      reply: async () => {
        const answer = await client.callTool({ name: 'add', arguments: { amount: 5 } });
        return say(answer.isError === true ? 'There was an error, sorry.' : 'Done: 5 has been added.', { ended: true });
      },
      dispose: () => client.close(),
    });
    expect((await play(down, agent)).trial.faults).toMatchObject([
      { kind: 'server-error', delivered: true, detected: true, outcome: 'safe-stop', step: 3 },
    ]);
  });

  it('takes its seed from the variant without faults', () => {
    const { id, twinId } = faulted(lost);
    expect(trialSeed(1, { id, twinId }, 3)).toBe(trialSeed(1, { id: 'late~faults=none', twinId: null }, 3));
    expect(trialSeed(1, { id, twinId: null }, 3)).not.toBe(trialSeed(1, { id, twinId }, 3));
  });
});
