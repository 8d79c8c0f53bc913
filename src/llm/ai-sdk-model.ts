import type { LanguageModel, LanguageModelUsage } from 'ai';
import type { Usage } from '#schema';
import type { ChatAnswer, ChatModel, ChatRequest } from './chat-model.ts';
import { jsonAnswer } from './json-answer.ts';
import { loadPeer } from './load-peer.ts';
import { modelFailureOf } from './model-failure-of.ts';
import { priceOf } from './price-of.ts';
import { quietModel } from './quiet-model.ts';

/** How a language model of the AI SDK is named, priced and kept quiet about its secrets. */
export interface AiSdkModelOptions {
  /** Names the model in documents; `PROVIDER:MODEL` of the SDK unless told. */
  readonly id?: string;
  /** The provider's id in the price data, such as `openai`; guessed from the model's name when left out. */
  readonly priceProvider?: string;
  /** Texts that must appear in no error, such as the API key. */
  readonly secrets?: readonly string[];
}

/**
 * A language model of the AI SDK (specification v2 to v4, or a name that its gateway knows) as a model that we call.
 *
 * Needs the package `ai`. The SDK's own retries are off: `retryingModel` is the only one that tries again. With a schema, the answer is asked
 * for as structured output, and checked against the schema here.
 *
 * @throws LLM_PEER_MISSING from `complete` when `ai` is not installed
 */
export function aiSdkModel(languageModel: LanguageModel, options: AiSdkModelOptions = {}): ChatModel {
  const id = options.id ?? nameOf(languageModel);
  const modelName = typeof languageModel === 'string' ? languageModel : languageModel.modelId;
  return {
    id,
    complete: async (request, signal) => {
      const sdk = await loadPeer('ai', () => import('ai'));
      signal.throwIfAborted();
      const output =
        request.schema === undefined
          ? {}
          : {
              output: {
                ...sdk.Output.object({ schema: sdk.jsonSchema(request.schema as object) }),
                parseCompleteOutput: async () => null,
              },
            };
      try {
        const result = await sdk.generateText({
          model: quietModel(sdk, languageModel),
          ...callOf(request),
          ...output,
          abortSignal: signal,
        });
        return answerOf(result, request, modelName, options.priceProvider);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw modelFailureOf(error, id, options.secrets ?? []);
      }
    },
  };
}

function callOf({ system, messages, schema, maxOutputTokens, temperature, seed }: ChatRequest) {
  const asJson =
    schema === undefined
      ? ''
      : `\n\nAnswer with one JSON object that fits this JSON Schema:\n${JSON.stringify(schema)}`;
  return {
    instructions: `${system}${asJson}`,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    maxRetries: 0,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
  };
}

interface Generated {
  readonly text: string;
  readonly finishReason: string;
  readonly totalUsage: LanguageModelUsage;
  readonly response: { readonly modelId: string };
}

function answerOf(
  { text, finishReason, totalUsage, response }: Generated,
  { schema }: ChatRequest,
  modelName: string,
  provider: string | undefined,
): ChatAnswer {
  const usage = usageOf(totalUsage);
  const answering = response.modelId || modelName;
  const of = provider === undefined ? {} : { provider };
  const price = priceOf({ ...of, model: answering, usage }) ?? priceOf({ ...of, model: modelName, usage });
  const answer = { text, model: answering, finishReason, usage, costUsd: price?.usd ?? null };
  return schema === undefined ? answer : jsonAnswer(answer, schema);
}

function usageOf(usage: LanguageModelUsage): Usage {
  return {
    inputTokens: usage.inputTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? null,
    cacheWriteTokens: usage.inputTokenDetails.cacheWriteTokens ?? null,
    reasoningTokens: usage.outputTokenDetails.reasoningTokens ?? null,
    totalTokens: usage.totalTokens ?? null,
  };
}

function nameOf(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}:${model.modelId}`;
}
