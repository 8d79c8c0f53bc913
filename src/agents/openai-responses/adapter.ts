import type { Json } from '#base';
import type { AgentAdapter, AgentTrial } from '../agent.ts';
import type { ModelConversation } from '../wire/loop-session.ts';
import type { ModelClient } from '../wire/model-client.ts';
import { modelDecision } from '../wire/model-decision.ts';
import { openModelAgent } from '../wire/open-model-agent.ts';
import type { AnsweredCall, ModelAnswer } from '../wire/tool-loop.ts';
import type { OpenAiResponsesConfig } from './config.ts';
import { readResponse } from './response.ts';

/**
 * A model behind the OpenAI responses API as an agent: our tool loop around it. The whole conversation is sent with every request, reasoning
 * items among it, so that nothing depends on what the server keeps. Answers are not streamed.
 *
 * Source: the API reference of OpenAI, responses.
 */
export function openOpenAiResponses(config: OpenAiResponsesConfig): AgentAdapter {
  return openModelAgent(config, {
    kind: 'openai-responses',
    method: 'responses',
    begin: (client, trial) => new ResponsesConversation(config, client, trial),
  });
}

class ResponsesConversation implements ModelConversation {
  readonly #model: string;
  readonly #client: ModelClient;
  /** What stays the same in every request. */
  readonly #standing: { readonly [key: string]: Json };
  readonly #items: Json[] = [];

  constructor({ model, settings }: OpenAiResponsesConfig, client: ModelClient, { instructions, tools }: AgentTrial) {
    this.#model = model;
    this.#client = client;
    // Strict schemas, the API's default, refuse optional arguments.
    const offered = tools.definitions.map(({ name, description, inputSchema: parameters }) => ({
      type: 'function',
      name,
      description,
      parameters,
      strict: false,
    }));
    this.#standing = {
      ...settings,
      ...(offered.length > 0 && { tools: offered }),
      ...(instructions !== '' && { instructions }),
      model,
    };
  }

  hear(userText: string): void {
    this.#items.push({ role: 'user', content: userText });
  }

  async ask(signal: AbortSignal): Promise<ModelAnswer> {
    const began = performance.now();
    const body = await this.#client.post({ ...this.#standing, input: this.#items }, signal);
    const response = readResponse(body);
    if (response === null) throw this.#client.garbage('a response', 'JSON of another shape');
    this.#items.push(...response.items);
    return modelDecision(response, this.#model, performance.now() - began);
  }

  tell(answered: readonly AnsweredCall[]): void {
    for (const { call, answer } of answered)
      this.#items.push({ type: 'function_call_output', call_id: call.callId ?? '', output: answer.text });
  }
}
