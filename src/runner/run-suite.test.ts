import { describe, expect, it } from 'vitest';
import { type AgentAdapter, AgentFailure, type AgentTrial } from '#agents';
import { openRun } from '#store';
import { plannedTrials } from './planned-trials.ts';
import { agentOf, forEver, say } from './testing/broken-agent.ts';
import { playTally, readTrials } from './testing/play-tally.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';
import { tallyPlan } from './testing/tally-run.ts';
import { tallySuite } from './testing/tally-scenario.ts';

const names = (trials: readonly { scenarioId: string; index: number; attempt: number }[]): string[] =>
  trials.map(({ scenarioId, index, attempt }) => `${scenarioId}#${index}.${attempt}`).sort();

const overloaded = (retryAfterMs: number): AgentFailure =>
  new AgentFailure('infrastructure', 'provider-rate-limited', 'slow down', { retryAfterMs });

/** An agent that cannot be had for so many attempts of each trial. */
function flakyAgent(lostAttempts: number): AgentAdapter {
  return agentOf({
    open: async ({ id }) => {
      if (Number(id.split('.').at(-1)) < lostAttempts) throw overloaded(1);
    },
  });
}

/** Counts how many sessions are open at once. */
function crowd(costUsd?: number): { agent: AgentAdapter; most(): number; opened: AgentTrial[] } {
  let now = 0;
  let most = 0;
  const opened: AgentTrial[] = [];
  const agent = agentOf({
    open: async (trial) => {
      opened.push(trial);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
    },
    reply: async () => say('ok', costUsd === undefined ? {} : { costUsd }),
    dispose: async () => void now--,
  });
  return { agent, most: () => most, opened };
}

describe('a run', () => {
  it('plays every planned trial once and seals', async () => {
    const { ending, trials } = await playTally(tallyPorts(addingAgent));
    expect(ending).toMatchObject({ reason: 'complete', seal: { counts: { planned: 6, passed: 6, missing: 0 } } });
    const expected = ['s00', 's01', 's02'].flatMap((id) => [`${id}#0.0`, `${id}#1.0`]);
    expect(names(trials)).toEqual(expected);
  });

  it('plays as many trials at once as it may and never more', async () => {
    const { agent, most } = crowd();
    await playTally(tallyPorts(agent), { suite: tallySuite(20), options: { concurrency: 5 } });
    expect(most()).toBe(5);
  });

  it('gives every trial a seed of its own that does not depend on the others', async () => {
    const { trials } = await playTally(tallyPorts(addingAgent));
    const { trials: again } = await playTally(tallyPorts(addingAgent), {
      suite: tallySuite(2),
      plan: { trials: 1 },
      options: { concurrency: 1 },
    });
    expect(new Set(trials.map(({ seed }) => seed)).size).toBe(6);
    for (const { scenarioId, index, seed } of again)
      expect(trials.find((one) => one.scenarioId === scenarioId && one.index === index)?.seed).toBe(seed);
  });

  it('keeps trials apart: what one does to its world no other sees', async () => {
    const { trials } = await playTally(tallyPorts(addingAgent), {
      suite: tallySuite(10),
      options: { concurrency: 10 },
    });
    expect(trials.every(({ outcome }) => outcome === 'pass')).toBe(true);
  });

  it('goes on when the record of one trial cannot be stored', async () => {
    const agent = agentOf({
      reply: async (_text, { id, record }) => {
        if (id === 's01#0.0') record.decision({ text: 'x', toolCalls: -1 });
        return say('ok');
      },
    });
    const { ending, trials } = await playTally(tallyPorts(agent), { options: { maxAttempts: 1 } });
    expect(ending.reason).toBe('complete');
    const lost = trials.filter(({ outcome }) => outcome === 'lost');
    expect(lost).toMatchObject([{ scenarioId: 's01', index: 0, loss: { code: 'record-refused' }, trajectory: null }]);
  });
});

describe('the order of a plan', () => {
  const plan = tallyPlan(tallySuite(30), { trials: 3 });

  it('is rounds: every scenario once before any comes again, each round in its own random order', () => {
    const order = [...plannedTrials(plan)].map(({ scenario, index }) => [index, scenario.id] as const);
    const rounds = [0, 1, 2].map((round) => order.slice(30 * round, 30 * round + 30));
    for (const [round, trials] of rounds.entries()) {
      expect(trials.every(([index]) => index === round)).toBe(true);
      expect(new Set(trials.map(([, id]) => id)).size).toBe(30);
    }
    expect(rounds[0]!.map(([, id]) => id)).not.toEqual(rounds[1]!.map(([, id]) => id));
  });

  it('does not depend on the order in which the suite lists its scenarios', () => {
    const turned = { ...plan, scenarios: plan.scenarios.toReversed() };
    expect([...plannedTrials(turned)]).toEqual([...plannedTrials(plan)]);
  });
});

describe('a lost trial', () => {
  it('is tried again, and every attempt is kept under its own number', async () => {
    const { trials, ending } = await playTally(tallyPorts(flakyAgent(2)), {
      suite: tallySuite(1),
      plan: { trials: 1 },
    });
    expect(trials.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [0, 'lost'],
      [1, 'lost'],
      [2, 'fail'],
    ]);
    expect(ending.seal?.counts).toMatchObject({ attempts: 3, trials: 1, failed: 1, lost: 0 });
  });

  it('stays lost when every attempt was', async () => {
    const { trials, ending } = await playTally(tallyPorts(flakyAgent(9)), {
      suite: tallySuite(1),
      plan: { trials: 1 },
    });
    expect(trials).toHaveLength(3);
    expect(ending).toMatchObject({ reason: 'complete', seal: { counts: { lost: 1 } } });
  });

  it('is given up at once when the other side asks for a longer pause than anybody waits', async () => {
    const agent = agentOf({ open: () => Promise.reject(overloaded(86_400_000)) });
    const { trials } = await playTally(tallyPorts(agent), { suite: tallySuite(1), plan: { trials: 1 } });
    expect(trials).toHaveLength(1);
  });

  it('is the only kind that is tried again: a failure counts', async () => {
    const { trials } = await playTally(
      tallyPorts(() => 'no'),
      { suite: tallySuite(2) },
    );
    expect(trials.every(({ attempt, outcome }) => attempt === 0 && outcome === 'fail')).toBe(true);
    expect(trials).toHaveLength(4);
  });
});

describe('a money budget', () => {
  // 8 trials of 2 answers at 0.5: each costs 1.
  const run = (budgetUsd: number, concurrency = 4) =>
    playTally(tallyPorts(crowd(0.5).agent), { suite: tallySuite(4), options: { budgetUsd, concurrency } });

  it('ends the run between trials and is never overspent', async () => {
    const { ending, trials } = await run(5.5);
    expect(ending).toMatchObject({ reason: 'budget-exhausted', spentUsd: 5 });
    const dropped = trials.filter(({ loss }) => loss?.owner === 'plan');
    expect(dropped).toHaveLength(3);
    expect(dropped[0]).toMatchObject({ outcome: 'lost', loss: { code: 'budget-exhausted' }, startedAt: null });
    expect(ending.seal?.counts).toMatchObject({ planned: 8, missing: 0, lost: 3 });
  });

  it('leaves out the end of the plan’s order, whatever the outcomes', async () => {
    const { trials } = await run(5.5);
    const order = [...plannedTrials(tallyPlan(tallySuite(4)))].map(
      ({ scenario, index }) => `${scenario.id}#${index}.0`,
    );
    const dropped = trials.filter(({ loss }) => loss?.owner === 'plan');
    expect(names(dropped)).toEqual(order.slice(5).sort());
  });

  it('that suffices changes nothing', async () => {
    expect((await run(8)).ending).toMatchObject({ reason: 'complete', spentUsd: 8 });
  });

  it('is refused where nobody tells what a trial costs; the run stays open', async () => {
    const { agent } = crowd();
    const played = playTally(tallyPorts(agent), { options: { budgetUsd: 1 } });
    await expect(played).rejects.toMatchObject({ code: 'RUNNER_COST_UNKNOWN' });
  });
});

describe('an interrupted run', () => {
  /** Interrupts when so many trials have begun. */
  function interruptAfter(count: number, agent: AgentAdapter, signal: AbortController): AgentAdapter {
    let begun = 0;
    return {
      ...agent,
      open: (trial, over) => {
        if (++begun === count) signal.abort();
        return agent.open(trial, over);
      },
    };
  }

  it('finishes what is under way, stays open, and goes on where it was', async () => {
    const finishing = new AbortController();
    const { agent } = crowd();
    const first = await playTally(tallyPorts(interruptAfter(5, agent, finishing)), {
      suite: tallySuite(6),
      options: { finishing: finishing.signal, concurrency: 3 },
    });
    expect(first.ending).toMatchObject({ reason: 'interrupted', seal: null });
    expect(first.trials.length).toBeGreaterThanOrEqual(5);
    expect(first.trials.length).toBeLessThanOrEqual(7);
    const second = await playTally(tallyPorts(agent), { suite: tallySuite(6), resume: first.directory });
    expect(second.ending.reason).toBe('complete');
    expect(second.trials).toHaveLength(12);
    expect(new Set(names(second.trials)).size).toBe(12);
    expect(second.trials.slice(0, first.trials.length)).toEqual(first.trials);
  });

  it('gives up what is under way when cancelled, and keeps nothing of it', async () => {
    const cancelled = new AbortController();
    const agent = interruptAfter(2, agentOf({ reply: () => forEver() }), cancelled);
    const { ending, trials, directory } = await playTally(tallyPorts(agent), {
      options: { cancelled: cancelled.signal },
    });
    expect(ending.reason).toBe('interrupted');
    expect(trials).toEqual([]);
    expect((await openRun(directory)).sealed).toBe(false);
  });

  it('does not wait for a provider that asked for a pause', async () => {
    const finishing = new AbortController();
    const limiter = {
      acquire: (signal: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          finishing.abort();
        }),
    };
    const { ending, trials } = await playTally(tallyPorts(addingAgent), {
      options: { finishing: finishing.signal, limiter },
    });
    expect([ending.reason, trials]).toEqual(['interrupted', []]);
  });

  it('counts the attempts of earlier processes', async () => {
    const finishing = new AbortController();
    const options = { finishing: finishing.signal, concurrency: 1 };
    const one = { suite: tallySuite(1), plan: { trials: 1 } };
    const first = await playTally(tallyPorts(interruptAfter(1, flakyAgent(9), finishing)), { ...one, options });
    expect(first.trials).toHaveLength(1);
    const second = await playTally(tallyPorts(flakyAgent(9)), { ...one, resume: first.directory });
    expect(second.trials.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
  });

  it('spends no more than its budget over all its processes', async () => {
    const finishing = new AbortController();
    const { agent } = crowd(0.5);
    const suite = tallySuite(4);
    const first = await playTally(tallyPorts(interruptAfter(3, agent, finishing)), {
      suite,
      options: { finishing: finishing.signal, budgetUsd: 5.5 },
    });
    const second = await playTally(tallyPorts(agent), { suite, resume: first.directory, options: { budgetUsd: 5.5 } });
    expect(second.ending).toMatchObject({ reason: 'budget-exhausted', spentUsd: 5 });
    expect(await readTrials(second.directory)).toHaveLength(8);
  });
});
