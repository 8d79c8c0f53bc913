import type { Json } from '#base';
import type { Content } from '../content.ts';
import type { Step, ToolCall } from '../step.ts';

const untold = { at: null, durationMs: null, source: null, extra: null } as const;

/** The agent's instructions, for tests. */
export function instructionStep(content: string): Step {
  return { kind: 'instruction', ...untold, content };
}

/** A turn of the user, for tests. */
export function userStep(content: string, known: Partial<Extract<Step, { kind: 'user' }>> = {}): Step {
  return { kind: 'user', ...untold, content, usage: null, costUsd: null, ...known };
}

/** A turn of the agent, for tests; null for one that only calls tools. */
export function agentStep(content: Content | null, known: Partial<Extract<Step, { kind: 'agent' }>> = {}): Step {
  const rest = { agent: null, model: null, toolCalls: 0, finishReason: null, usage: null, costUsd: null };
  return { kind: 'agent', ...untold, content, ...rest, ...known };
}

/** A call by the agent that succeeded with an empty object, for tests, unless they say otherwise. */
export function toolStep(name: string, given: ToolCall['arguments'], known: Partial<ToolCall> = {}): Step {
  return {
    kind: 'tool',
    ...untold,
    callId: null,
    name,
    arguments: given,
    argumentsMalformed: false,
    caller: 'agent',
    agent: null,
    result: '{}',
    isError: false,
    effect: null,
    faults: [],
    ...known,
  };
}

/** An event of the harness, for tests. */
export function eventStep(name: string, value: Json | null = null): Step {
  return { kind: 'event', ...untold, name, value };
}
