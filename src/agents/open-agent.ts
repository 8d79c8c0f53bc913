import type { Json } from '#base';
import type { AgentAdapter } from './agent.ts';
import { agentHeaders } from './agent-headers.ts';
import { type AgentReference, parseAgentReference } from './agent-reference.ts';
import type { AiSdkExport } from './ai-sdk/config.ts';
import { commandWords } from './command-words.ts';
import { badModule, loadAgentModule } from './load-agent-module.ts';

/** What opening an agent by reference needs besides the reference. */
export interface OpenAgentOptions {
  /** The folder that relative paths start from and commands run in. */
  readonly cwd: string;
  /** Where secrets come from; a subprocess gets all of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** HTTP headers as `Name: value`; `${NAME}` stands for a variable of the environment. For agents reached over HTTP. */
  readonly headers?: readonly string[];
  /** The variable that holds the key of a model's API; `OPENAI_API_KEY` for OpenAI's own address, none for others. */
  readonly apiKeyEnv?: string;
  /** Members of a model's requests by its API's own names, such as `temperature`. */
  readonly settings?: { readonly [key: string]: Json };
  /** The most decisions in one turn of the user, where the tool loop is ours. */
  readonly maxRounds?: number;
  /** Whether one subprocess serves many trials; each trial starts its own otherwise. */
  readonly reuse?: boolean;
}

/**
 * Opens an agent by what a user types for `--agent`; design note 0006 has the table. Each kind's code is loaded when it is named.
 *
 * @throws AGENTS_UNKNOWN_REFERENCE, AGENTS_BAD_ADDRESS, AGENTS_BAD_HEADER, AGENTS_MISSING_SECRET, AGENTS_BAD_COMMAND, and for modules
 * AGENTS_MODULE_NOT_FOUND, AGENTS_MODULE_BROKEN, AGENTS_BAD_MODULE; AGENTS_PEER_MISSING
 * @example await openAgent('http://127.0.0.1:8080/chat', { cwd, env })
 */
export async function openAgent(reference: string, options: OpenAgentOptions): Promise<AgentAdapter> {
  const parsed = parseAgentReference(reference);
  switch (parsed.kind) {
    case 'function':
      return openFunction(parsed.path, options);
    case 'http': {
      const { openHttpAgent } = await import('./http/adapter.ts');
      return openHttpAgent({ url: parsed.url, headers: headersOf(options), ...roundsOf(options) });
    }
    case 'openai-chat': {
      const { openOpenAiChat } = await import('./openai-chat/adapter.ts');
      return openOpenAiChat(modelConfig(parsed, options));
    }
    case 'openai-responses': {
      const { openOpenAiResponses } = await import('./openai-responses/adapter.ts');
      return openOpenAiResponses(modelConfig(parsed, options));
    }
    case 'ai-sdk':
      return openAiSdk(parsed.path, options);
    case 'exec': {
      const { openExecAgent } = await import('./exec/adapter.ts');
      return openExecAgent(processConfig(parsed.command, options));
    }
    case 'acp': {
      const { openAcpAgent } = await import('./acp/adapter.ts');
      return openAcpAgent(processConfig(parsed.command, options));
    }
    case 'a2a': {
      const { openA2aAgent } = await import('./a2a/adapter.ts');
      return openA2aAgent({ url: parsed.url, headers: headersOf(options) });
    }
  }
}

async function openFunction(path: string, { cwd }: OpenAgentOptions): Promise<AgentAdapter> {
  const [{ openFunctionAgent }, agent] = await Promise.all([
    import('./function/adapter.ts'),
    loadAgentModule(path, cwd),
  ]);
  if (!isFunctionAgent(agent)) throw badModule(path, agent === null ? 'null' : `a value of type ${typeof agent}`);
  return openFunctionAgent({ agent, name: path });
}

async function openAiSdk(path: string, options: OpenAgentOptions): Promise<AgentAdapter> {
  const [{ isLanguageModel, isSdkAgent, openAiSdkAgent }, agent] = await Promise.all([
    import('./ai-sdk/adapter.ts'),
    loadAgentModule(path, options.cwd),
  ]);
  if (typeof agent !== 'function' && !isLanguageModel(agent) && !isSdkAgent(agent))
    throw badModule(path, `a value of type ${typeof agent} that is no model and no agent of the AI SDK`);
  return openAiSdkAgent({ agent: agent as AiSdkExport, name: path, ...roundsOf(options) });
}

function processConfig(command: string, { cwd, env, reuse }: OpenAgentOptions) {
  const [program, ...args] = commandWords(command);
  return { program, args, cwd, env, ...(reuse !== undefined && { reuse }) };
}

function isFunctionAgent(value: unknown): value is import('./function/config.ts').FunctionAgent {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && typeof (value as { open?: unknown }).open === 'function';
}

type ModelReference = Extract<AgentReference, { readonly model: string }>;

function modelConfig({ url, model }: ModelReference, options: OpenAgentOptions) {
  const headers = { ...keyHeader(url, options), ...headersOf(options) };
  const { settings } = options;
  return { baseUrl: url, model, headers, ...(settings !== undefined && { settings }), ...roundsOf(options) };
}

/** The key goes to other addresses than OpenAI's only when its variable is named, so that it is never sent somewhere by mistake. */
function keyHeader(url: string, { env, apiKeyEnv }: OpenAgentOptions): Record<string, string> {
  if (apiKeyEnv !== undefined) return agentHeaders([`authorization: Bearer \${${apiKeyEnv}}`], env);
  const key = env['OPENAI_API_KEY'];
  return key && new URL(url).hostname === 'api.openai.com' ? { authorization: `Bearer ${key}` } : {};
}

function headersOf({ headers, env }: OpenAgentOptions): Record<string, string> {
  return agentHeaders(headers ?? [], env);
}

function roundsOf({ maxRounds }: OpenAgentOptions): { maxRounds?: number } {
  return maxRounds === undefined ? {} : { maxRounds };
}
