import type { Json } from '#base';
import type { AgentAdapter, AgentReply, AgentSession, AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { TurnScope } from '../turn-scope.ts';
import { endpointUrl } from '../wire/endpoint-url.ts';
import { ModelClient } from '../wire/model-client.ts';
import { plainAddress } from '../wire/secret-headers.ts';
import { type AnsweredCall, defaultMaxRounds, type ModelAnswer, toolLoop } from '../wire/tool-loop.ts';
import { readChatCompletion } from './completion.ts';
import type { OpenAiChatConfig } from './config.ts';

/**
 * A model behind the OpenAI chat completions API as an agent: our tool loop around it, the trial's instructions as system message.
 * Answers are not streamed. A new session is a new list of messages; connections are shared and kept.
 *
 * Source: the API reference of OpenAI, chat completions, as other servers copy it.
 */
export function openOpenAiChat(config: OpenAiChatConfig): AgentAdapter {
  const url = endpointUrl(config.baseUrl, 'chat/completions');
  const client = new ModelClient(url, config.headers ?? {});
  const sessions = new OpenSessions();
  return {
    kind: 'openai-chat',
    identity: {
      name: `${config.model} at ${plainAddress(new URL(config.baseUrl))}`,
      version: null,
      model: config.model,
      settings: { ...config.settings, maxRounds: config.maxRounds ?? defaultMaxRounds },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      return sessions.add(new ChatSession(config, client, trial, sessions));
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      client.close();
    },
  };
}

class ChatSession implements AgentSession {
  readonly #config: OpenAiChatConfig;
  readonly #client: ModelClient;
  readonly #trial: AgentTrial;
  readonly #sessions: OpenSessions;
  readonly #scope = new TurnScope();
  readonly #messages: Json[] = [];
  readonly #offer: { readonly [key: string]: Json };

  constructor(config: OpenAiChatConfig, client: ModelClient, trial: AgentTrial, sessions: OpenSessions) {
    this.#config = config;
    this.#client = client;
    this.#trial = trial;
    this.#sessions = sessions;
    this.#offer = offeredTools(trial);
    if (trial.instructions !== '') this.#messages.push({ role: 'system', content: trial.instructions });
  }

  reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    return this.#scope.run(signal, (stop) => {
      this.#messages.push({ role: 'user', content: userText });
      return toolLoop(
        {
          tools: this.#trial.tools,
          record: this.#trial.record,
          maxRounds: this.#config.maxRounds ?? defaultMaxRounds,
          ask: (until) => this.#ask(until),
          tell: (answered) => this.#messages.push(...answered.map(toolMessage)),
        },
        stop,
      );
    });
  }

  async #ask(signal: AbortSignal): Promise<ModelAnswer> {
    const began = performance.now();
    const { model, settings } = this.#config;
    const body = await this.#client.post({ ...settings, ...this.#offer, model, messages: this.#messages }, signal);
    const completion = readChatCompletion(body);
    if (completion === null) throw this.#client.garbage('a chat completion', 'JSON of another shape');
    this.#messages.push(completion.message as Json);
    return {
      calls: completion.calls,
      decision: {
        text: completion.text,
        toolCalls: completion.calls.length,
        durationMs: performance.now() - began,
        ...(completion.model !== null && { model: completion.model }),
        ...(completion.finishReason !== null && { finishReason: completion.finishReason }),
        ...(completion.usage !== null && { usage: completion.usage }),
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.close();
    this.#sessions.delete(this);
  }
}

function offeredTools({ tools }: AgentTrial): { readonly [key: string]: Json } {
  if (tools.definitions.length === 0) return {};
  return {
    tools: tools.definitions.map(({ name, description, inputSchema: parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
  };
}

function toolMessage({ call, answer }: AnsweredCall): Json {
  return { role: 'tool', tool_call_id: call.callId ?? '', content: answer.text };
}
