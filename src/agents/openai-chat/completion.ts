import { z } from 'zod';
import type { Usage } from '#schema';
import type { ModelOutput } from '../wire/model-decision.ts';
import { toolRequest } from '../wire/tool-answer.ts';

const tokens = z.int().min(0).nullish().catch(null);

const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.looseObject({
                id: z.string().max(500).default(''),
                // Some servers send the arguments parsed.
                function: z.object({
                  name: z.string(),
                  arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).default(''),
                }),
              }),
            )
            .max(128)
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: tokens,
      completion_tokens: tokens,
      total_tokens: tokens,
      prompt_tokens_details: z.object({ cached_tokens: tokens }).nullish().catch(null),
      completion_tokens_details: z.object({ reasoning_tokens: tokens }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

/** What a chat completion says, as far as the tool loop needs it. */
export interface ChatCompletion extends ModelOutput {
  /** The message as it came, to be sent back with the next request. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** Reads the body of a chat completion; null when it is none. Only the first choice counts. */
export function readChatCompletion(body: unknown): ChatCompletion | null {
  const parsed = completionSchema.safeParse(body);
  if (!parsed.success) return null;
  const { choices, model, usage } = parsed.data;
  const choice = choices[0]!;
  const raw = (body as { choices: { message: Record<string, unknown> }[] }).choices[0]!.message;
  const { content, refusal, tool_calls } = choice.message;
  const calls = (tool_calls ?? []).map(({ id, function: { name, arguments: given } }) =>
    toolRequest({ id, name, argumentsText: typeof given === 'string' ? given : JSON.stringify(given) }),
  );
  return {
    message: raw,
    text: content ?? refusal ?? null,
    calls,
    model: model ?? null,
    finishReason: choice.finish_reason ?? null,
    usage: usage ? readUsage(usage) : null,
  };
}

function readUsage(usage: NonNullable<z.infer<typeof completionSchema>['usage']>): Usage {
  return {
    inputTokens: usage.prompt_tokens ?? null,
    outputTokens: usage.completion_tokens ?? null,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
    cacheWriteTokens: null,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? null,
    totalTokens: usage.total_tokens ?? null,
  };
}
