import type { Json } from '#base';
import type { Usage } from '#schema';
import type { ToolBox } from '#worlds';

/** What is said of an agent in the run's manifest. Unknown things are null. */
export interface AgentIdentity {
  /** Its name for people, such as `careful` or `http://127.0.0.1:8080/chat`; without secrets. */
  readonly name: string;
  readonly version: string | null;
  readonly model: string | null;
  readonly settings: Json;
}

/** One decision of the agent: one message of its model. */
export interface AgentDecision {
  /** Null where it only called tools. */
  readonly text: string | null;
  /** How many tool calls it asked for. */
  readonly toolCalls: number;
  readonly model?: string;
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly durationMs?: number;
  /** What the agent's protocol said besides, by its own names. */
  readonly extra?: Readonly<Record<string, Json>>;
}

/** A tool call that the agent ran by itself, out of our tool box: a built-in tool, or one it reports. */
export interface ForeignCall {
  readonly name: string;
  readonly arguments: Json;
  readonly result: string | null;
  readonly isError: boolean | null;
  readonly callId?: string;
  readonly durationMs?: number;
}

/** Where an adapter reports what the agent does between the user's turns. Calls through the tool box record themselves. */
export interface AgentRecord {
  /** A decision that asks for tools. The decision that yields the turn is the {@link AgentReply} itself and is not recorded here. */
  decision(decision: AgentDecision): void;
  foreignCall(call: ForeignCall): void;
  /** Anything else worth keeping, such as a compaction or a line of its log. */
  event(name: string, value: Json): void;
}

/** Where an agent that speaks MCP finds the trial's tools. Started when first asked for, stopped with the trial. */
export interface McpEndpoint {
  /** Streamable HTTP on loopback. */
  readonly url: string;
  /** The same server for agents that only start programs. */
  readonly stdio: { readonly command: string; readonly args: readonly string[] };
}

/** How an agent reaches one of its own servers while a seam stands in front of it: by an address, or by a program to start in its place. */
export type ServerReach =
  | { readonly kind: 'mcp-http' | 'http' | 'model'; readonly address: string }
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] };

/** What an adapter gets for one trial. */
export interface AgentTrial {
  /** Unique within the run, such as `refund-late#3.0`. */
  readonly id: string;
  /** For agents that take one. */
  readonly seed: number;
  /** Instructions to the agent: the policy text. Empty for none. */
  readonly instructions: string;
  readonly tools: ToolBox;
  mcp(): Promise<McpEndpoint>;
  /** The agent's own servers by name, where a seam stands in front of them in this trial. */
  readonly servers?: Readonly<Record<string, ServerReach>>;
  readonly record: AgentRecord;
}

/** The agent's answer to a user turn: its last decision of the turn. */
export interface AgentReply extends AgentDecision {
  readonly text: string;
  /** Whether the agent ended the conversation: hung up, or handed over. */
  readonly ended: boolean;
}

/** One conversation. Turns come one after the other; several sessions may run side by side. */
export interface AgentSession extends AsyncDisposable {
  /**
   * Resolves when the agent yields the turn. A wrong answer resolves; a broken agent rejects with {@link AgentFailure}.
   * When `signal` aborts, the adapter stops the agent's work and rejects with the signal's reason, soon.
   */
  reply(userText: string, signal: AbortSignal): Promise<AgentReply>;
}

/** How to reach one kind of agent. `open` is called once for each trial; disposing the adapter stops every process it started. */
export interface AgentAdapter extends AsyncDisposable {
  /** The kind, such as `http` or `acp`. */
  readonly kind: string;
  readonly identity: AgentIdentity;
  /** @throws AgentFailure when no session can be had */
  open(trial: AgentTrial, signal: AbortSignal): Promise<AgentSession>;
}

/**
 * The agent, or the way to it, is broken. `agent`: it crashed, answered garbage, flooded; the trial fails. `infrastructure`: it could not be
 * reached, or a provider is overloaded; the trial is lost and may be tried again, after `retryAfterMs` where the other side said so.
 */
export class AgentFailure extends Error {
  /**
   * Of the agent: `agent-crashed`, `agent-garbage`, `agent-flood`, `agent-endless-loop`, `agent-context-exceeded`. Of infrastructure:
   * `agent-unreachable`, `agent-refused`, `agent-closed`, `provider-rate-limited`, `provider-unavailable`, `provider-refused`.
   */
  readonly code: string;
  readonly owner: 'agent' | 'infrastructure';
  readonly retryAfterMs: number | null;

  constructor(
    owner: 'agent' | 'infrastructure',
    code: string,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AgentFailure';
    this.owner = owner;
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
