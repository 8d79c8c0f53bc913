import { describe, expect, it } from 'vitest';
import type { AgentAdapter, AgentReply } from './agent.ts';
import { agentConformance } from './conformance.ts';
import { openFunctionAgent } from './function/adapter.ts';
import { scriptedFunction } from './testing/scripted-function.ts';

/** The working adapter with one thing broken about it. */
type Break = (adapter: AgentAdapter) => Partial<AgentAdapter>;

async function failing(broken: Break): Promise<string[]> {
  const checks = agentConformance({
    kind: 'function',
    start: async () => {
      const adapter = openFunctionAgent({ agent: scriptedFunction, name: 'scripted' });
      return { adapter: { ...adapter, ...broken(adapter) }, stop: async () => undefined };
    },
    lacks: { unreachable: 'it is in this process', endless: 'a function answers all at once' },
  });
  const failed: string[] = [];
  for (const check of checks) await check.run().catch(() => failed.push(check.name));
  return failed;
}

const replying =
  (change: (reply: AgentReply) => AgentReply): Break =>
  (adapter) => ({
    open: async (trial, signal) => {
      const session = await adapter.open(trial, signal);
      return {
        reply: async (text, stop) => change(await session.reply(text, stop)),
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  });

describe('the conformance suite finds', () => {
  it('nothing wrong with an adapter that works', async () => {
    expect(await failing(() => ({}))).toEqual([]);
  });

  it('an adapter of another kind', async () => {
    expect(await failing(() => ({ kind: 'other' }))).toEqual(['is of its kind and has a name']);
  });

  it('an adapter that trims what is said', async () => {
    const failed = await failing(replying((reply) => ({ ...reply, text: reply.text.trim() })));
    expect(failed).toEqual(['passes hostile texts through untouched']);
  });

  it('an adapter that shares one session among all trials', async () => {
    const failed = await failing((adapter) => {
      let shared: ReturnType<AgentAdapter['open']> | undefined;
      return { open: (trial, signal) => (shared ??= adapter.open(trial, signal)) };
    });
    expect(failed).toContain('begins each session with nothing');
    expect(failed).toContain('keeps two parallel sessions apart');
  });

  it('an adapter that shows its secret', async () => {
    const failed = await failing((adapter) => ({
      identity: { ...adapter.identity, settings: { key: 'conformance-secret-5e1f0c' } },
    }));
    expect(failed.length).toBeGreaterThan(10);
  });

  it('an adapter that blames infrastructure for everything', async () => {
    const failed = await failing((adapter) => ({
      open: async (trial, signal) => {
        const session = await adapter.open(trial, signal);
        return {
          reply: (text, stop) =>
            session.reply(text, stop).catch((error: unknown) => {
              throw Object.assign(error as object, { owner: 'infrastructure' });
            }),
          [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
        };
      },
    }));
    expect(failed).toContain('blames garbage on the agent');
    expect(failed).toContain('tells who is to blame for a death in the middle of a turn');
  });
});
