import type { Json } from '#base';
import type { AgentAdapter, AgentTrial } from '../agent.ts';
import type { ModelConversation } from '../wire/loop-session.ts';
import type { ModelClient } from '../wire/model-client.ts';
import { modelDecision } from '../wire/model-decision.ts';
import { openModelAgent } from '../wire/open-model-agent.ts';
import type { AnsweredCall, ModelAnswer } from '../wire/tool-loop.ts';
import { readChatCompletion } from './completion.ts';
import type { OpenAiChatConfig } from './config.ts';

/**
 * A model behind the OpenAI chat completions API as an agent: our tool loop around it, the trial's instructions as system message.
 * Answers are not streamed.
 *
 * Source: the API reference of OpenAI, chat completions, as other servers copy it.
 */
export function openOpenAiChat(config: OpenAiChatConfig): AgentAdapter {
  return openModelAgent(config, {
    kind: 'openai-chat',
    method: 'chat/completions',
    begin: (client, trial) => new ChatConversation(config, client, trial),
  });
}

class ChatConversation implements ModelConversation {
  readonly #model: string;
  readonly #client: ModelClient;
  /** What stays the same in every request. */
  readonly #standing: { readonly [key: string]: Json };
  readonly #messages: Json[] = [];

  constructor({ model, settings }: OpenAiChatConfig, client: ModelClient, { instructions, tools }: AgentTrial) {
    this.#model = model;
    this.#client = client;
    const offered = tools.definitions.map(({ name, description, inputSchema: parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    }));
    this.#standing = { ...settings, ...(offered.length > 0 && { tools: offered }), model };
    if (instructions !== '') this.#messages.push({ role: 'system', content: instructions });
  }

  hear(userText: string): void {
    this.#messages.push({ role: 'user', content: userText });
  }

  async ask(signal: AbortSignal): Promise<ModelAnswer> {
    const began = performance.now();
    const body = await this.#client.post({ ...this.#standing, messages: this.#messages }, signal);
    const completion = readChatCompletion(body);
    if (completion === null) throw this.#client.garbage('a chat completion', 'JSON of another shape');
    this.#messages.push(completion.message as Json);
    return modelDecision(completion, this.#model, performance.now() - began);
  }

  tell(answered: readonly AnsweredCall[]): void {
    for (const { call, answer } of answered)
      this.#messages.push({ role: 'tool', tool_call_id: call.callId ?? '', content: answer.text });
  }
}
