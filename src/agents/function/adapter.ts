import type { ToolBox } from '#worlds';
import {
  type AgentAdapter,
  AgentFailure,
  type AgentIdentity,
  type AgentReply,
  type AgentSession,
  type AgentTrial,
} from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { boundedText } from '../reply-limits.ts';
import { TurnScope } from '../turn-scope.ts';
import type { AgentFunction, FunctionAgentConfig, FunctionContext, FunctionReply, SpokenTurn } from './config.ts';

/**
 * An agent that is a function in this process. A function that throws is `agent-crashed`, one that returns neither text nor a reply is
 * `agent-garbage`; one that ignores its signal is left behind when the turn is over.
 */
export function openFunctionAgent({ agent, name }: FunctionAgentConfig): AgentAdapter {
  const sessions = new OpenSessions();
  return {
    kind: 'function',
    identity: typeof agent === 'function' ? identity(name) : identity(agent.name ?? name, agent),
    open: async (trial, signal) => {
      signal.throwIfAborted();
      const play = typeof agent === 'function' ? agent : await blamed(async () => agent.open(trialContext(trial)));
      return sessions.add(new FunctionSession(play, trial, sessions));
    },
    [Symbol.asyncDispose]: () => sessions.disposeAll(),
  };
}

function identity(name: string, known: { readonly version?: string; readonly model?: string } = {}): AgentIdentity {
  return { name, version: known.version ?? null, model: known.model ?? null, settings: {} };
}

class FunctionSession implements AgentSession {
  readonly #play: AgentFunction;
  readonly #trial: AgentTrial;
  readonly #sessions: OpenSessions;
  readonly #scope = new TurnScope();
  readonly #history: SpokenTurn[] = [];
  #turns = 0;

  constructor(play: AgentFunction, trial: AgentTrial, sessions: OpenSessions) {
    this.#play = play;
    this.#trial = trial;
    this.#sessions = sessions;
  }

  async reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    const turn = { text: userText, index: this.#turns++, history: [...this.#history] };
    const answer = await this.#scope.run(signal, (stop) =>
      blamed(async () => this.#play(turn, { ...trialContext(this.#trial, stop), signal: stop })),
    );
    const reply = agentReply(answer);
    this.#history.push({ role: 'user', text: userText }, { role: 'agent', text: reply.text });
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.close();
    this.#sessions.delete(this);
  }
}

function trialContext(trial: AgentTrial, signal?: AbortSignal): Omit<FunctionContext, 'signal'> {
  const { id: trialId, seed, instructions, servers, record } = trial;
  const tools = signal === undefined ? trial.tools : boundTools(trial.tools, signal);
  return {
    trialId,
    seed,
    instructions,
    tools,
    mcp: () => trial.mcp(),
    ...(servers !== undefined && { servers }),
    record,
  };
}

function boundTools(tools: ToolBox, signal: AbortSignal): ToolBox {
  return { definitions: tools.definitions, call: (request) => tools.call({ signal, ...request }) };
}

/** The agent's own exceptions are its crashes; a failure that it names itself stays what it says. */
async function blamed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AgentFailure) throw cause;
    const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : typeof cause;
    throw new AgentFailure('agent', 'agent-crashed', `the agent function threw ${what.slice(0, 500)}`, { cause });
  }
}

function agentReply(answer: unknown): AgentReply {
  if (typeof answer === 'string') return { text: boundedText(answer), toolCalls: 0, ended: false };
  if (typeof answer !== 'object' || answer === null || typeof (answer as { text?: unknown }).text !== 'string')
    throw new AgentFailure('agent', 'agent-garbage', `expected text or a reply with a text, got ${kindOf(answer)}`);
  const { text, ended, model, usage, costUsd, extra } = answer as FunctionReply;
  return {
    text: boundedText(text),
    toolCalls: 0,
    ended: ended === true,
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(costUsd !== undefined && { costUsd }),
    ...(extra !== undefined && { extra }),
  };
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}
