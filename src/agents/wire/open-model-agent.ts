import type { Json } from '#base';
import type { AgentAdapter, AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { endpointUrl } from './endpoint-url.ts';
import { LoopSession, type ModelConversation } from './loop-session.ts';
import { ModelClient } from './model-client.ts';
import { plainAddress } from './secret-headers.ts';
import { defaultMaxRounds } from './tool-loop.ts';

/** How to reach a model behind an HTTP API. */
export interface ModelAgentConfig {
  readonly baseUrl: string;
  readonly model: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly settings?: { readonly [key: string]: Json };
  readonly maxRounds?: number;
}

/** One HTTP API of models. */
export interface ModelApi {
  /** The adapter's kind. */
  readonly kind: string;
  /** What is added to the base address. */
  readonly method: string;
  begin(client: ModelClient, trial: AgentTrial): ModelConversation;
}

/** A model behind an HTTP API as an agent: our tool loop around it. Sessions share connections, which are kept. */
export function openModelAgent(config: ModelAgentConfig, api: ModelApi): AgentAdapter {
  const client = new ModelClient(endpointUrl(config.baseUrl, api.method), config.headers ?? {});
  const sessions = new OpenSessions();
  const maxRounds = config.maxRounds ?? defaultMaxRounds;
  return {
    kind: api.kind,
    identity: {
      name: `${config.model} at ${plainAddress(new URL(config.baseUrl))}`,
      version: null,
      model: config.model,
      settings: { ...config.settings, maxRounds },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      return sessions.add(new LoopSession({ conversation: api.begin(client, trial), trial, maxRounds }, sessions));
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      client.close();
    },
  };
}
