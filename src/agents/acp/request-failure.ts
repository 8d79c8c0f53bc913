import { AgentFailure } from '../agent.ts';
import { excerptWithoutSecrets } from '../wire/secret-headers.ts';

const secretName = /key|token|secret|password|credential|auth/i;
/** ACP's own code for an agent that wants to be signed in. */
const authRequired = -32000;

/**
 * An error that the agent answered, and who is to blame for it. ACP has no word for the provider behind the agent, so its overload and its limits are
 * recognised by what agents write; everything else is the agent's.
 */
export function failureOf(error: unknown, env: Readonly<Record<string, string | undefined>>): AgentFailure {
  if (error instanceof AgentFailure) return error;
  const { code, data } = (error ?? {}) as { code?: unknown; data?: unknown };
  const said = error instanceof Error ? error.message : String(error);
  const more = data === undefined || data === null ? '' : `: ${JSON.stringify(data)}`;
  const text = excerptWithoutSecrets(`${said}${more}`, secretsOf(env));
  if (code === authRequired)
    return new AgentFailure('infrastructure', 'agent-not-signed-in', `the agent wants to be signed in: ${text}`);
  if (/\b429\b|rate.?limit|too many requests/i.test(text))
    return new AgentFailure('infrastructure', 'provider-rate-limited', `the agent's provider limits it: ${text}`);
  if (/\b(503|529)\b|overloaded/i.test(text))
    return new AgentFailure('infrastructure', 'provider-unavailable', `the agent's provider is overloaded: ${text}`);
  return new AgentFailure('agent', 'agent-crashed', `the agent answered with an error: ${text}`);
}

function secretsOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const secrets = Object.entries(env).filter(([name]) => secretName.test(name));
  return Object.fromEntries(secrets.map(([name, value]) => [name, value ?? '']));
}
