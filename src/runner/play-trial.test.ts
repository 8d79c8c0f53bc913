import { describe, expect, it } from 'vitest';
import { AgentFailure } from '#agents';
import type { Json } from '#base';
import type { Trial } from '#schema';
import { UserFailure } from '#users';
import { playTrial } from './play-trial.ts';
import type { PlayedTrial } from './played-trial.ts';
import { agentOf, forEver, say } from './testing/broken-agent.ts';
import { movesUser } from './testing/moves-user.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';
import { tallyScenario } from './testing/tally-scenario.ts';

const never = new AbortController().signal;
const request = { scenario: tallyScenario('plain'), index: 0, attempt: 0, seed: 7 };

function play(ports: Parameters<typeof playTrial>[1], change: Partial<typeof request> = {}): Promise<PlayedTrial> {
  return playTrial({ ...request, ...change }, ports, never);
}

function limited(limits: object): typeof request {
  return { ...request, scenario: tallyScenario('limited', { limits }) };
}

describe('a played trial', () => {
  it('holds what was said and called, in order, and the end of the world', async () => {
    const { trial, trajectory } = await play(tallyPorts(addingAgent));
    const kinds = ['instruction', 'user', 'agent', 'tool', 'agent', 'user', 'agent', 'event', 'event'];
    expect(trajectory.steps.map(({ kind }) => kind)).toEqual(kinds);
    expect(trajectory.steps[3]).toMatchObject({ name: 'add', arguments: { amount: 5 }, effect: 'irreversible' });
    expect(trajectory.steps[7]).toMatchObject({ name: 'world.changes', value: [{ path: '/total', after: 5 }] });
    expect(trajectory.steps[8]).toMatchObject({ name: 'world.ledger', value: [{ tool: 'add', key: 'add:5' }] });
    expect(trial).toMatchObject({
      outcome: 'pass',
      stop: { reason: 'user-ended', code: 'script-ended' },
      facts: { userTurns: 2, toolCalls: 1, toolErrors: 0 },
      userReport: { turns: 2, mistakes: [] },
    });
  });

  it('is the same, byte for byte, for the same seed and clock', async () => {
    const [one, other] = [await play(tallyPorts(addingAgent)), await play(tallyPorts(addingAgent))];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('gives the agent another seed at another attempt, and the same at the same', async () => {
    const seeds: number[] = [];
    const agent = agentOf({ open: async ({ seed }) => void seeds.push(seed) });
    for (const attempt of [0, 1, 0]) await play(tallyPorts(agent), { attempt });
    expect(seeds[0]).toBe(seeds[2]);
    expect(seeds[0]).not.toBe(seeds[1]);
  });

  it('holds no secret that was said', async () => {
    const secret = 'sk-abcdefghij0123456789KLMN';
    const { trajectory } = await play(tallyPorts(() => `my key is ${secret}`));
    expect(JSON.stringify(trajectory)).not.toContain(secret);
  });

  it('fails when the world is not as the checks ask', async () => {
    const { trial } = await play(tallyPorts(() => 'I would rather not.'));
    expect(trial).toMatchObject({ outcome: 'fail', failureCode: 'check:final-state-1', loss: null });
  });
});

describe('decisions of the agent', () => {
  it('are added where tools are called without one, once for calls that run side by side', async () => {
    const { trajectory, trial } = await play(
      tallyPorts(async (_turn, { tools }) => {
        const read = () => tools.call({ name: 'read_total', arguments: {} });
        await Promise.all([read(), read()]);
        await read();
        return 'read';
      }),
      { scenario: request.scenario },
    );
    const turns = trajectory.steps.filter((step) => step.kind === 'agent').slice(0, 3);
    expect(turns.map(({ toolCalls, content }) => [toolCalls, content])).toEqual([
      [2, null],
      [1, null],
      [0, 'read'],
    ]);
    expect(trial.facts?.agentTurns).toBe(6);
  });

  it('are kept as reported, and their calls belong to them', async () => {
    const agent = agentOf({
      reply: async (_text, { record, tools }) => {
        record.decision({ text: 'let me see', toolCalls: 1, model: 'm-1', costUsd: 0.25, usage: tokens(10) });
        await tools.call({ name: 'read_total', arguments: {} });
        return say('it is 0', { model: 'm-2', costUsd: 0.5, usage: tokens(20) });
      },
    });
    const ports = tallyPorts(agent, { user: () => movesUser([{ text: 'How much?' }]) });
    const { trial, trajectory } = await play(ports);
    expect(trajectory.steps.filter(({ kind }) => kind === 'agent')).toHaveLength(2);
    expect(trial.usage).toMatchObject({ inputTokens: 30, outputTokens: 2 });
    expect(trial.cost).toEqual({ agentUsd: 0.75, userUsd: 0, judgeUsd: 0, otherUsd: null });
    expect(trial.servedModels).toEqual(['m-1', 'm-2']);
  });

  it('of which one tells no usage leave the sum unknown', async () => {
    const agent = agentOf({
      reply: async (_text, { record }) => {
        record.decision({ text: 'hm', toolCalls: 0 });
        return say('done', { usage: tokens(5), costUsd: 1 });
      },
    });
    const { trial } = await play(tallyPorts(agent));
    expect([trial.usage.inputTokens, trial.cost.agentUsd]).toEqual([null, null]);
  });
});

function tokens(inputTokens: number) {
  return {
    inputTokens,
    outputTokens: 1,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    totalTokens: null,
  };
}

describe('tool calls', () => {
  const callOnce = (name: string, given: unknown) =>
    tallyPorts(async (_turn, { tools }) => {
      const { text } = await tools.call({ name, arguments: given as Json });
      return text;
    });

  it('of a tool that does not exist are answered with an error and cost nothing else', async () => {
    const { trial, trajectory } = await play(callOnce('transfer_money', { amount: 1 }));
    expect(trajectory.steps[3]).toMatchObject({ kind: 'tool', name: 'transfer_money', isError: true, effect: null });
    expect(trial.facts?.toolErrors).toBe(2);
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
  it.each([
    ['cyclic', cyclic],
    ['no JSON', 10n],
    ['nested beyond any record', deep],
    ['undefined', undefined],
  ])('whose arguments are %s are recorded as malformed', async (_name, given) => {
    const { trajectory } = await play(callOnce('add', given));
    expect(trajectory.steps[3]).toMatchObject({ kind: 'tool', argumentsMalformed: true, isError: true });
  });

  it('are recorded as they were made, whatever the agent does to its arguments afterwards', async () => {
    const { trajectory } = await play(
      tallyPorts(async (_turn, { tools }) => {
        const given = { amount: 5 };
        const call = tools.call({ name: 'add', arguments: given });
        given.amount = 7;
        await call;
        return 'done';
      }),
    );
    expect(trajectory.steps[3]).toMatchObject({ arguments: { amount: 5 } });
  });

  it('after the end of the trial have no effect', async () => {
    let late: Promise<unknown> | undefined;
    const agent = agentOf({
      reply: async (_text, { tools }) => {
        late = new Promise((resolve) => setTimeout(resolve, 30)).then(() =>
          tools.call({ name: 'add', arguments: { amount: 5 } }),
        );
        return say('bye', { ended: true });
      },
    });
    const { trial, trajectory } = await play(tallyPorts(agent));
    expect(trial.outcome).toBe('fail');
    const steps = trajectory.steps.length;
    await expect(late).rejects.toThrow('the trial is over');
    expect(trajectory.steps).toHaveLength(steps);
  });

  it('that a fault plan lets fail carry the fault, and the trial its mark', async () => {
    const scenario = {
      ...request.scenario,
      faultPlan: {
        apiVersion: 'seatrial/faults/v1',
        name: 'busy',
        seed: 1,
        rules: [{ id: 'busy-add', where: { tool: 'add' }, when: { nth: [1] }, fault: { kind: 'rate-limit' } }],
      },
    } as unknown as typeof request.scenario;
    const { trial, trajectory } = await play(tallyPorts(addingAgent), { scenario });
    const [mark] = trial.faults;
    expect(mark).toMatchObject({ rule: 'busy-add', target: 'add', step: 3, realised: true, delivered: true });
    expect(trajectory.steps[3]).toMatchObject({ isError: true, faults: [mark?.id] });
  });
});

describe('a limit', () => {
  const chatty = () => movesUser(Array.from({ length: 50 }, () => ({ text: 'And?' })));
  const busy = agentOf({
    reply: async (_text, { record, tools }) => {
      for (;;) {
        record.decision({ text: null, toolCalls: 1, costUsd: 0.1, usage: tokens(99) });
        await tools.call({ name: 'nothing', arguments: {} });
      }
    },
  });
  const cases: readonly [string, object, Trial['limitsHit'][number]][] = [
    ['of decisions', { maxSteps: 5 }, 'steps'],
    ['of tool errors', { maxToolErrors: 3 }, 'tool-errors'],
    ['of tokens', { maxTokens: 250 }, 'tokens'],
    ['of cost', { maxCostUsd: 0.25 }, 'cost'],
    ['of time', { timeoutMs: 40 }, 'time'],
    ['of time for one answer', { replyTimeoutMs: 40 }, 'time'],
  ];
  it.each(cases)('%s ends an agent that works for ever, as its failure', async (_name, limits, limit) => {
    const agent = limit === 'time' ? agentOf({ reply: () => forEver() }) : busy;
    const { trial } = await play(tallyPorts(agent), limited(limits));
    expect(trial).toMatchObject({ outcome: 'fail', limitsHit: [limit], stop: { reason: 'limit' }, loss: null });
  });

  it('of N decisions lets N happen', async () => {
    const { trial } = await play(tallyPorts(busy), limited({ maxSteps: 5 }));
    expect(trial.facts?.agentTurns).toBe(5);
  });

  it('of N tool errors lets N happen and ends at the next', async () => {
    const { trial } = await play(tallyPorts(busy), limited({ maxToolErrors: 3 }));
    expect(trial.facts?.toolErrors).toBe(4);
  });

  it('of turns ends a conversation that goes in circles', async () => {
    const { trial } = await play(tallyPorts(agentOf({}), { user: chatty }), limited({ maxTurns: 4 }));
    expect(trial).toMatchObject({ outcome: 'fail', limitsHit: ['turns'], facts: { userTurns: 5, agentTurns: 4 } });
  });

  it('given for the whole run replaces the scenario’s', async () => {
    const ports = tallyPorts(agentOf({}), { user: chatty });
    const { trial } = await playTrial({ ...limited({ maxTurns: 40 }), limits: { maxTurns: 2 } }, ports, never);
    expect(trial.facts?.agentTurns).toBe(2);
  });

  it('on time that the simulated user used up is no failure of the agent', async () => {
    const silent = { ...movesUser([]), open: () => ({ next: () => forEver<never>() }) };
    const { trial } = await play(tallyPorts(agentOf({}), { user: () => silent }), limited({ timeoutMs: 30 }));
    expect(trial).toMatchObject({ outcome: 'lost', loss: { owner: 'user-simulator', code: 'user-timeout' } });
  });
});

describe('a broken agent', () => {
  const failing = (error: unknown) => tallyPorts(agentOf({ reply: () => Promise.reject(error) }));

  it('that says so itself fails its trial', async () => {
    const { trial } = await play(failing(new AgentFailure('agent', 'agent-crashed', 'exit code 1')));
    const stop = { reason: 'agent-error', code: 'agent-crashed', message: 'exit code 1' };
    expect(trial).toMatchObject({ outcome: 'fail', stop });
  });

  it('that cannot be reached loses it, and passes on how long to wait', async () => {
    const failure = new AgentFailure('infrastructure', 'provider-rate-limited', 'slow down', { retryAfterMs: 1500 });
    const { trial, retryAfterMs } = await play(failing(failure));
    expect(trial).toMatchObject({ outcome: 'lost', loss: { owner: 'infrastructure', code: 'provider-rate-limited' } });
    expect(retryAfterMs).toBe(1500);
  });

  it('whose adapter breaks its contract does not pay for it', async () => {
    const { trial } = await play(failing(new TypeError('x is undefined')));
    expect(trial.loss).toEqual({ owner: 'infrastructure', code: 'adapter-defect', message: 'x is undefined' });
  });

  it('that floods its record fails', async () => {
    const flooding = agentOf({
      reply: async (_text, { record }) => {
        for (;;) {
          for (let line = 0; line < 1000; line++) record.event('log', 'x');
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    });
    const { trial } = await play(tallyPorts(flooding));
    expect(trial).toMatchObject({ outcome: 'fail', stop: { reason: 'agent-error', code: 'agent-flood' } });
  });

  it('cannot be opened: the trial is lost, and nobody has spoken', async () => {
    const agent = agentOf({
      open: () => Promise.reject(new AgentFailure('infrastructure', 'agent-unreachable', 'connection refused')),
    });
    const { trial } = await play(tallyPorts(agent));
    expect(trial).toMatchObject({ outcome: 'lost', userReport: null, facts: { userTurns: 0 } });
  });

  it('is closed when its opening comes too late', async () => {
    const closed = Promise.withResolvers<void>();
    const agent = agentOf({
      open: () => new Promise((resolve) => setTimeout(resolve, 60)),
      dispose: async () => closed.resolve(),
    });
    const { trial } = await play(tallyPorts(agent), limited({ timeoutMs: 20 }));
    expect(trial.limitsHit).toEqual(['time']);
    await closed.promise;
  });
});

describe('a broken simulated user', () => {
  it('loses the trial, not the agent', async () => {
    const user = () => movesUser([new UserFailure('user-model-unreachable', 'no answer', { retryAfterMs: 10 })]);
    const { trial } = await play(tallyPorts(agentOf({}), { user }));
    expect(trial).toMatchObject({ outcome: 'lost', stop: { reason: 'user-error' }, loss: { owner: 'user-simulator' } });
  });

  it('that makes a fatal mistake loses it too, and its report says which', async () => {
    const mistake = { code: 'unmapped-question', message: 'what colour?', turn: 1, fatal: true } as const;
    const user = () => movesUser([{ text: 'Hello.' }, { text: 'Hm?', mistakes: [mistake] }, { text: 'never said' }]);
    const { trial } = await play(tallyPorts(agentOf({}), { user }));
    expect(trial).toMatchObject({
      outcome: 'lost',
      loss: { owner: 'user-simulator', code: 'unmapped-question' },
      userReport: { turns: 2, mistakes: [mistake] },
    });
  });
});

describe('confusions', () => {
  const put = { id: 'c1', operator: 'correction' } as const;

  it('are followed to where they were settled: user turns and calls until then, and the final state', async () => {
    const user = () =>
      movesUser([
        { text: 'Hi.' },
        { text: 'Add 4, no, add 5.', confusions: [put] },
        { text: 'And?', settled: [] },
        { text: 'Thanks.', settled: ['c1'] },
      ]);
    const { trial } = await play(tallyPorts(addingAgent, { user }));
    // By hand: said in user turn 2, settled by the answer to user turn 3.
    expect(trial.confusions).toEqual([
      { ...put, turn: 2, step: 3, settled: true, turnsToSettle: 2, callsToSettle: 1, finalState: true },
    ]);
  });

  it('are looked at once more when the agent ends the conversation', async () => {
    const user = () =>
      movesUser([
        { text: 'Add 5.', confusions: [put] },
        { text: 'unheard', settled: ['c1'] },
      ]);
    const { trial, trajectory } = await play(
      tallyPorts(agentOf({ reply: async () => say('bye', { ended: true }) }), { user }),
    );
    expect(trial.confusions[0]).toMatchObject({ settled: true, turnsToSettle: 1 });
    expect(JSON.stringify(trajectory)).not.toContain('unheard');
  });
});

describe('clean-up', () => {
  it('that fails or throws changes nothing', async () => {
    const agent = agentOf({ dispose: () => Promise.reject(new Error('cannot stop')) });
    expect((await play(tallyPorts(agent))).trial.stop.reason).toBe('user-ended');
  });

  it('happens before a cancelled trial is given up, which gives nothing to keep', async () => {
    const cancel = new AbortController();
    let disposed = false;
    const agent = agentOf({
      reply: () => {
        cancel.abort(new Error('stopped by hand'));
        return forEver();
      },
      dispose: async () => {
        disposed = true;
      },
    });
    await expect(playTrial(request, tallyPorts(agent), cancel.signal)).rejects.toThrow('stopped by hand');
    expect(disposed).toBe(true);
  });
});

describe('a defective grader', () => {
  it('loses the trial to the judge', async () => {
    const graders = () => [{ id: 'x', kind: 'code' as const, grade: () => Promise.reject(new Error('null')) }];
    const { trial } = await play(tallyPorts(addingAgent, { graders }));
    expect(trial).toMatchObject({ outcome: 'lost', loss: { owner: 'judge', code: 'grader-defect' } });
  });
});
