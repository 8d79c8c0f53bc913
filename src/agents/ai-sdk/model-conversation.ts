import type { LanguageModel, ModelMessage, ToolSet } from 'ai';
import type { Json } from '#base';
import type { ToolRequest } from '#worlds';
import type { AgentTrial } from '../agent.ts';
import type { ModelConversation } from '../wire/loop-session.ts';
import { modelDecision } from '../wire/model-decision.ts';
import { toolRequest } from '../wire/tool-answer.ts';
import type { AnsweredCall, ModelAnswer } from '../wire/tool-loop.ts';
import type { Sdk } from './load-sdk.ts';
import { sdkFailure } from './sdk-failure.ts';
import { sdkUsage } from './sdk-usage.ts';

/** A call as the SDK reports it. `invalid` ones name an unknown tool or carry arguments that are no JSON: then `input` is their text. */
interface SdkCall {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
}

/**
 * A conversation with a language model of the SDK, one answer at a time: the tools it is offered are executed by our loop and not by the SDK,
 * so that every call, a malformed one too, reaches the tool box as the model made it.
 */
export class SdkModelConversation implements ModelConversation {
  readonly #sdk: Sdk;
  readonly #model: LanguageModel;
  readonly #modelId: string;
  readonly #instructions: string;
  readonly #tools: ToolSet;
  readonly #messages: ModelMessage[] = [];

  constructor(sdk: Sdk, model: LanguageModel, { instructions, tools }: AgentTrial) {
    this.#sdk = sdk;
    this.#model = silent(sdk, model);
    this.#modelId = typeof model === 'string' ? model : model.modelId;
    this.#instructions = instructions;
    this.#tools = Object.fromEntries(
      tools.definitions.map(({ name, description, inputSchema }) => [
        name,
        sdk.tool({ description, inputSchema: sdk.jsonSchema(inputSchema as object) }),
      ]),
    );
  }

  hear(userText: string): void {
    this.#messages.push({ role: 'user', content: userText });
  }

  async ask(signal: AbortSignal): Promise<ModelAnswer> {
    const began = performance.now();
    const result = await this.#generate(signal).catch((error: unknown) => {
      throw sdkFailure(error);
    });
    // The SDK answers malformed calls itself, in a message of its own; the box answers all of them.
    this.#messages.push(...result.response.messages.filter(({ role }) => role === 'assistant'));
    const output = {
      text: result.text === '' ? null : result.text,
      calls: result.toolCalls.map(requestOf),
      model: result.response.modelId || null,
      finishReason: result.finishReason,
      usage: sdkUsage(result.usage),
    };
    return modelDecision(output, this.#modelId, performance.now() - began);
  }

  tell(answered: readonly AnsweredCall[]): void {
    const content = answered.map(({ call, answer }) => ({
      type: 'tool-result' as const,
      toolCallId: call.callId ?? '',
      toolName: call.name,
      output: { type: answer.isError ? ('error-text' as const) : ('text' as const), value: answer.text },
    }));
    this.#messages.push({ role: 'tool', content });
  }

  #generate(signal: AbortSignal) {
    return this.#sdk.generateText({
      model: this.#model,
      tools: this.#tools,
      messages: this.#messages,
      ...(this.#instructions !== '' && { instructions: this.#instructions }),
      abortSignal: signal,
      // Losses are tried again as whole trials, and only there.
      maxRetries: 0,
    });
  }
}

function requestOf({ toolCallId, toolName, input }: SdkCall): ToolRequest {
  if (typeof input === 'string') return toolRequest({ id: toolCallId, name: toolName, argumentsText: input });
  return { name: toolName, arguments: (input ?? {}) as Json, callId: toolCallId };
}

/** The SDK writes a model's warnings to the console, between our own output. */
function silent(sdk: Sdk, model: LanguageModel): LanguageModel {
  if (typeof model === 'string') return model;
  return sdk.wrapLanguageModel({
    model: model as Parameters<typeof sdk.wrapLanguageModel>[0]['model'],
    middleware: {
      specificationVersion: 'v4',
      wrapGenerate: async ({ doGenerate }) => ({ ...(await doGenerate()), warnings: [] }),
    },
  });
}
