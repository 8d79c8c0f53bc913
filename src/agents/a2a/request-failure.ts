import { AgentFailure } from '../agent.ts';
import { excerptWithoutSecrets } from '../wire/secret-headers.ts';

/** JSON-RPC and A2A codes that say that the agent will not do what was asked; it did not break. */
const refusals: ReadonlySet<number> = new Set([-32600, -32601, -32602, -32003, -32004, -32005, -32007, -32008, -32009]);

/**
 * What an error of the SDK means. Our own failures come through it unchanged or as a cause; an error that the agent answered is its crash or its refusal;
 * everything else is an answer that the protocol does not know.
 *
 * @param headers what was sent; their values appear in no message
 */
export function failureOf(error: unknown, headers: Readonly<Record<string, string>>): AgentFailure {
  const known = causes(error).find((cause) => cause instanceof AgentFailure);
  if (known !== undefined) return known;
  const answered = causes(error).find((cause) => codeOf(cause) !== null);
  const text = excerptWithoutSecrets(error instanceof Error ? error.message : String(error), headers);
  if (answered === undefined)
    return new AgentFailure('agent', 'agent-garbage', `expected an answer of A2A, got: ${text}`);
  if (refusals.has(codeOf(answered) ?? 0))
    return new AgentFailure('infrastructure', 'agent-refused', `the agent refused the request: ${text}`);
  return new AgentFailure('agent', 'agent-crashed', `the agent answered with an error: ${text}`);
}

/** An error and what caused it, five levels deep at most. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 5; cause = (cause as { cause?: unknown }).cause) {
    if (typeof cause !== 'object' || cause === null) break;
    chain.push(cause);
  }
  return chain;
}

/** The code of an error that came over JSON-RPC; null for every other. */
function codeOf(error: unknown): number | null {
  const code = (error as { envelopeCode?: unknown }).envelopeCode;
  return typeof code === 'number' ? code : null;
}
