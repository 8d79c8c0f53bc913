import { type AgentAdapter, type AgentFunction, openFunctionAgent } from '#agents';
import type { Grader, WorldEnd } from '#graders';
import type { Grade } from '#schema';
import type { TrialPorts } from '../trial-ports.ts';
import { movesUser } from './moves-user.ts';
import { tallyWorld } from './tally-world.ts';

/** An agent that adds what it is asked to, once, and says so. */
export const addingAgent: AgentFunction = async ({ text }, { tools }) => {
  const amount = /add (\d+)/.exec(text)?.[1];
  if (amount === undefined) return 'You are welcome.';
  const { text: result } = await tools.call({ name: 'add', arguments: { amount: Number(amount) } });
  return `Done: ${result}`;
};

/** A clock that stands still but for a millisecond each time it is read. */
export function tickingClock(): TrialPorts['clock'] {
  let now = Date.parse('2026-03-04T05:06:07Z');
  return { now: () => new Date(now++), elapsedMs: () => now++ };
}

/** Passes when the total is 5. */
export const totalGrader: Grader = {
  id: 'final-state-1',
  kind: 'code',
  grade: async ({ world }) => [totalGrade(world)],
};

function totalGrade(world: WorldEnd | null): Grade {
  const right = (world?.final as { total?: number } | undefined)?.total === 5;
  return {
    grader: { id: 'final-state-1', version: null, kind: 'code', digest: null },
    dimension: 'final-state',
    finding: right ? 'pass' : 'fail',
    score: null,
    decisive: true,
    evidence: [{ message: right ? 'the total is 5' : 'the total is not 5', step: null, quote: null }],
    costUsd: null,
  };
}

/** Ports of the tally world with one agent. */
export function tallyPorts(agent: AgentFunction | AgentAdapter, change: Partial<TrialPorts> = {}): TrialPorts {
  const user = movesUser([{ text: 'Please add 5.' }, { text: 'Thank you.' }]);
  return {
    agent: typeof agent === 'function' ? openFunctionAgent({ agent, name: 'tally-agent' }) : agent,
    world: tallyWorld,
    user: () => user,
    graders: () => [totalGrader],
    clock: tickingClock(),
    ...change,
  };
}
