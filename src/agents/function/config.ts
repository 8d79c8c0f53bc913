import type { Json } from '#base';
import type { Usage } from '#schema';
import type { ToolBox } from '#worlds';
import type { AgentRecord, McpEndpoint, ServerReach } from '../agent.ts';

/** A word of the conversation: what the user or the agent said. */
export interface SpokenTurn {
  readonly role: 'user' | 'agent';
  readonly text: string;
}

/** What a function agent is asked to answer. */
export interface FunctionTurn {
  /** What the user says now. */
  readonly text: string;
  /** From 0: the number of this turn of the user. */
  readonly index: number;
  /** Everything said before, oldest first. */
  readonly history: readonly SpokenTurn[];
}

/** What a function agent may use. The same object for all turns of a trial, except `signal`, `tools` and `record`, which belong to the turn. */
export interface FunctionContext {
  /** Unique within the run. */
  readonly trialId: string;
  /** Differs from trial to trial; the same when the trial is played again. For whatever the agent does at random. */
  readonly seed: number;
  /** The policy text; empty for none. */
  readonly instructions: string;
  /** Calls are recorded and stop with the turn. Rejects with `ToolTransportError` when the way to a tool breaks. */
  readonly tools: ToolBox;
  /** Where the same tools are served over MCP. */
  mcp(): Promise<McpEndpoint>;
  /** The agent's own servers by name, where a seam stands in front of them in this trial. */
  readonly servers?: Readonly<Record<string, ServerReach>>;
  /** Aborts when the turn is over. */
  readonly signal: AbortSignal;
  readonly record: AgentRecord;
}

/** An answer with more than words. */
export interface FunctionReply {
  readonly text: string;
  /** Whether the agent ends the conversation. */
  readonly ended?: boolean;
  readonly model?: string;
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly extra?: Readonly<Record<string, Json>>;
}

/**
 * An agent as a function: called for each turn of the user.
 *
 * An exception is a crash of the agent. To say that a provider is to blame, throw an `AgentFailure` with owner `infrastructure`.
 */
export type AgentFunction = (
  turn: FunctionTurn,
  context: FunctionContext,
) => string | FunctionReply | Promise<string | FunctionReply>;

/** An agent that keeps something between the turns of a trial: `open` makes its function anew for each trial. */
export interface AgentFunctionFactory {
  readonly name?: string;
  readonly version?: string;
  readonly model?: string;
  open(trial: Omit<FunctionContext, 'signal'>): AgentFunction | Promise<AgentFunction>;
}

/** What a module exports as default: one function for all trials, or what makes one for each. */
export type FunctionAgent = AgentFunction | AgentFunctionFactory;

/** How to open a function agent. */
export interface FunctionAgentConfig {
  readonly agent: FunctionAgent;
  /** For people; the agent's own name where it has one, else this. */
  readonly name: string;
}
