import type { AgentAdapter, AgentFailure } from './agent.ts';
import type { ServeTools } from './conformance-trial.ts';

/** What some kinds of agents cannot do by nature; checks that need it are left out. */
export type ConformancePower =
  /** Call tools of our box. */
  | 'tools'
  /** Be somewhere where nobody answers. */
  | 'unreachable'
  /** Say that a provider's limit was hit. */
  | 'rate-limit'
  /** Answer piece by piece, without end. */
  | 'endless';

/** One kind of agent, as the suite tries it. */
export interface ConformanceSubject {
  /** The adapter's kind. */
  readonly kind: string;
  /**
   * Opens the adapter on an agent that follows {@link scriptedAction}, and gives what ends that agent where it is not the adapter's own child.
   * `secret` is to be used as credential wherever this kind takes one: a header, a variable of the environment.
   */
  start(secret: string): Promise<{ readonly adapter: AgentAdapter; stop(): Promise<void> }>;
  /** An adapter that points where nobody is; left out together with the power. */
  unreachable?(secret: string): Promise<AgentAdapter>;
  /** Powers this kind lacks, each with the reason. */
  readonly lacks?: Readonly<Partial<Record<ConformancePower, string>>>;
  /** What a death in the middle of a turn is; `agent-crashed` of the agent where left out. Of a hosted model it is the provider's failure. */
  readonly crash?: { readonly owner: AgentFailure['owner']; readonly code: string };
  /** Serves a tool box over MCP, for kinds whose agents get their tools that way. */
  readonly serveTools?: ServeTools;
}

/** One check: a claim, and what throws when it does not hold. */
export interface ConformanceCheck {
  readonly name: string;
  run(): Promise<void>;
}
