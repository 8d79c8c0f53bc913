import type { AgentAdapter, AgentReply, AgentSession, AgentTrial } from '#agents';

/** What a test's agent does; what is left out works. */
export interface AgentParts {
  readonly open?: (trial: AgentTrial) => Promise<void>;
  readonly reply?: (text: string, trial: AgentTrial, signal: AbortSignal) => Promise<AgentReply>;
  readonly dispose?: () => Promise<void>;
}

/** An agent made of parts, for tests of what an adapter may do wrong. */
export function agentOf({ open, reply, dispose }: AgentParts): AgentAdapter {
  return {
    kind: 'test',
    identity: { name: 'test-agent', version: null, model: null, settings: {} },
    open: async (trial) => {
      await open?.(trial);
      return {
        reply: (text, signal) => reply?.(text, trial, signal) ?? Promise.resolve(say('All right.')),
        [Symbol.asyncDispose]: () => dispose?.() ?? Promise.resolve(),
      } satisfies AgentSession;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** A reply that says something and asks for no tool. */
export function say(text: string, change: Partial<AgentReply> = {}): AgentReply {
  return { text, toolCalls: 0, ended: false, ...change };
}

/** Work that never ends. */
export function forEver<Result>(): Promise<Result> {
  return new Promise(() => undefined);
}
