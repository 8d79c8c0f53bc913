import { type AgentAdapter, openAgent, openFunctionAgent } from '#agents';
import type { Shell } from './shell.ts';

/** Options about the agent under test. */
export interface AgentOptions {
  readonly agent: string;
  readonly agentHeader: readonly string[];
  /** The variable that holds the key of a model's API. */
  readonly agentKeyEnv?: string;
  /** Whether one process serves many trials. */
  readonly reuse?: boolean;
}

/**
 * Opens the agent that a user names: `careful` or `hasty` for the bundled programs, else what `openAgent` knows.
 *
 * @throws the errors of `openAgent`
 */
export async function openAgentUnderTest(
  { agent, agentHeader, agentKeyEnv, reuse = false }: AgentOptions,
  shell: Pick<Shell, 'cwd' | 'env'>,
): Promise<AgentAdapter> {
  if (agent === 'careful' || agent === 'hasty') {
    const desk = await import('#desk');
    return openFunctionAgent({ agent: desk[agent], name: agent });
  }
  return await openAgent(agent, {
    cwd: shell.cwd,
    env: shell.env,
    headers: agentHeader,
    reuse,
    ...(agentKeyEnv !== undefined && { apiKeyEnv: agentKeyEnv }),
  });
}
