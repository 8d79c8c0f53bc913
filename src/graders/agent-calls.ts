import type { ToolCall, Trajectory } from '#schema';

/** A tool call of the agent, and the index of its step. */
export interface AgentCall {
  readonly step: number;
  readonly call: ToolCall;
}

/** The agent's own tool calls, in order. Calls by the user are left out. */
export function agentCalls(trajectory: Trajectory): readonly AgentCall[] {
  return trajectory.steps.flatMap((step, at) =>
    step.kind === 'tool' && step.caller === 'agent' ? [{ step: at, call: step }] : [],
  );
}
