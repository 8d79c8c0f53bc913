import { describe, expect, it } from 'vitest';
import { agentConformance } from '../conformance.ts';
import { conformanceTrial } from '../conformance-trial.ts';
import { scriptedFunction } from '../testing/scripted-function.ts';
import { openFunctionAgent } from './adapter.ts';
import type { AgentFunction, FunctionTurn } from './config.ts';

describe('a function agent', () => {
  const checks = agentConformance({
    kind: 'function',
    start: async () => ({
      adapter: openFunctionAgent({ agent: scriptedFunction, name: 'scripted' }),
      stop: async () => undefined,
    }),
    lacks: {
      unreachable: 'it is in this process',
      endless: 'a function answers all at once',
    },
  });
  it.each(checks)('$name', (check) => check.run());
});

const never = new AbortController().signal;

describe('the function of an agent', () => {
  it('gets the number of the turn and what was said before', async () => {
    const seen: FunctionTurn[] = [];
    const agent: AgentFunction = (turn) => {
      seen.push(turn);
      return `answer ${turn.index}`;
    };
    const [trial] = conformanceTrial('t#0.0', undefined);
    await using adapter = openFunctionAgent({ agent, name: 'listener' });
    await using session = await adapter.open(trial, never);
    await session.reply('one', never);
    await session.reply('two', never);
    expect(seen).toEqual([
      { text: 'one', index: 0, history: [] },
      {
        text: 'two',
        index: 1,
        history: [
          { role: 'user', text: 'one' },
          { role: 'agent', text: 'answer 0' },
        ],
      },
    ]);
  });

  it('gets seed, instructions and a signal that aborts with the turn', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const agent: AgentFunction = (_turn, { seed, instructions, trialId, signal }) => {
      signal.addEventListener('abort', () => resolve([seed, instructions, trialId, (signal.reason as Error).message]));
      stop.abort(new Error('over'));
      return new Promise(() => undefined);
    };
    const stop = new AbortController();
    const [trial] = conformanceTrial('t#0.0', undefined);
    await using adapter = openFunctionAgent({ agent, name: 'waiter' });
    await using session = await adapter.open(trial, never);
    await expect(session.reply('go', stop.signal)).rejects.toThrow('over');
    expect(await promise).toEqual([7, 'Follow the script.', 't#0.0', 'over']);
  });

  it('is made anew for each trial by a factory, whose name it takes', async () => {
    const adapter = openFunctionAgent({
      name: './agent.ts',
      agent: {
        name: 'counter',
        version: '2.1.0',
        open: () => {
          let turns = 0;
          return () => `turn ${++turns}`;
        },
      },
    });
    expect(adapter.identity).toMatchObject({ name: 'counter', version: '2.1.0', model: null });
    const [trial] = conformanceTrial('t#0.0', undefined);
    const [first, second] = [await adapter.open(trial, never), await adapter.open(trial, never)];
    await first.reply('x', never);
    expect((await first.reply('x', never)).text).toBe('turn 2');
    expect((await second.reply('x', never)).text).toBe('turn 1');
    await adapter[Symbol.asyncDispose]();
  });

  it('may end the conversation and report what its model used', async () => {
    const [trial] = conformanceTrial('t#0.0', undefined);
    await using adapter = openFunctionAgent({
      agent: () => ({ text: 'bye', ended: true, model: 'm-1', costUsd: 0.25 }),
      name: 'brief',
    });
    await using session = await adapter.open(trial, never);
    expect(await session.reply('x', never)).toEqual({
      text: 'bye',
      toolCalls: 0,
      ended: true,
      model: 'm-1',
      costUsd: 0.25,
    });
  });

  it('is blamed for a factory that throws', async () => {
    const [trial] = conformanceTrial('t#0.0', undefined);
    await using adapter = openFunctionAgent({
      name: 'broken',
      agent: {
        open: () => {
          throw new Error('no config');
        },
      },
    });
    await expect(adapter.open(trial, never)).rejects.toMatchObject({ owner: 'agent', code: 'agent-crashed' });
  });
});
