import type { AgentFunctionFactory } from '#agents';
import { DeskConversation } from './conversation.ts';
import type { Habits } from './habits.ts';

/**
 * A rule-driven program that serves the order desk: no language model, the same words for the same conversation and seed. It reads what the user
 * says with patterns, keeps to the policy as far as its habits let it, and uses the desk's tools.
 */
export function openDeskProgram(habits: Habits): AgentFunctionFactory {
  return {
    name: habits.name,
    version: habits.version,
    model: 'rules',
    open: ({ tools, seed }) => new DeskConversation(habits, tools, seed).answer,
  };
}
