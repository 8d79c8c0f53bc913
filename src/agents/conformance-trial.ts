import type { AgentDecision, AgentRecord, AgentTrial, ForeignCall, McpEndpoint } from './agent.ts';
import { ConformanceBox } from './conformance-box.ts';

/** A trial of the conformance suite, with everything the adapter reported. */
export interface ConformanceTrial extends AgentTrial {
  readonly tools: ConformanceBox;
  readonly decisions: AgentDecision[];
  readonly foreignCalls: ForeignCall[];
  readonly events: string[];
}

/** Serves a tool box over MCP for adapters whose agents speak it; closed by the suite. */
export type ServeTools = (tools: ConformanceBox) => Promise<McpEndpoint & { close(): Promise<void> }>;

/** A trial with tools of its own, and what closes its MCP server when one was asked for. */
export function conformanceTrial(id: string, serve: ServeTools | undefined): [ConformanceTrial, () => Promise<void>] {
  const tools = new ConformanceBox();
  const [decisions, foreignCalls, events]: [AgentDecision[], ForeignCall[], string[]] = [[], [], []];
  let served: ReturnType<ServeTools> | undefined;
  const record: AgentRecord = {
    decision: (decision) => void decisions.push(decision),
    foreignCall: (call) => void foreignCalls.push(call),
    event: (name) => void events.push(name),
  };
  const mcp = (): Promise<McpEndpoint> => {
    if (serve === undefined) return Promise.reject(new Error('this conformance subject serves no tools over MCP'));
    served ??= serve(tools);
    return served;
  };
  const trial = {
    id,
    seed: 7,
    instructions: 'Follow the script.',
    tools,
    mcp,
    record,
    decisions,
    foreignCalls,
    events,
  };
  return [trial, async () => (await served)?.close()];
}
