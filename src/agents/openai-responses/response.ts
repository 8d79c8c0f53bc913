import { z } from 'zod';
import type { Json } from '#base';
import type { Usage } from '#schema';
import type { ToolRequest } from '#worlds';
import type { ModelOutput } from '../wire/model-decision.ts';
import { toolRequest } from '../wire/tool-answer.ts';

const tokens = z.int().min(0).nullish().catch(null);

const messageSchema = z.object({
  type: z.literal('message'),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() })),
});
const callSchema = z.object({
  type: z.literal('function_call'),
  call_id: z.string().max(500),
  name: z.string(),
  arguments: z.string(),
});

const responseSchema = z.object({
  model: z.string().nullish(),
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish().catch(null),
  output: z.array(z.looseObject({ type: z.string() })).max(1000),
  usage: z
    .object({
      input_tokens: tokens,
      output_tokens: tokens,
      total_tokens: tokens,
      input_tokens_details: z.object({ cached_tokens: tokens }).nullish().catch(null),
      output_tokens_details: z.object({ reasoning_tokens: tokens }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

/** What a response says, as far as the tool loop needs it. */
export interface ModelResponse extends ModelOutput {
  /** The output items as they came, reasoning among them, to be sent back with the next request. */
  readonly items: readonly Json[];
}

/** Reads the body of a response; null when it is none. */
export function readResponse(body: unknown): ModelResponse | null {
  const parsed = responseSchema.safeParse(body);
  if (!parsed.success) return null;
  const { output, model, status, incomplete_details, usage } = parsed.data;
  const texts: string[] = [];
  const calls: ToolRequest[] = [];
  for (const item of output) {
    if (!readItem(item, texts, calls)) return null;
  }
  return {
    items: output as unknown as readonly Json[],
    text: texts.length === 0 ? null : texts.join('\n'),
    calls,
    model: model ?? null,
    finishReason: incomplete_details?.reason ?? status ?? null,
    usage: usage ? readUsage(usage) : null,
  };
}

/** Adds what an item says; false when a message or a call is not of the promised shape. Items of other types are kept and not read. */
function readItem(item: { readonly type: string }, texts: string[], calls: ToolRequest[]): boolean {
  if (item.type === 'message') {
    const message = messageSchema.safeParse(item);
    if (!message.success) return false;
    texts.push(message.data.content.map(({ text, refusal }) => text ?? refusal ?? '').join(''));
  } else if (item.type === 'function_call') {
    const call = callSchema.safeParse(item);
    if (!call.success) return false;
    const { call_id: id, name, arguments: argumentsText } = call.data;
    calls.push(toolRequest({ id, name, argumentsText }));
  }
  return true;
}

function readUsage(usage: NonNullable<z.infer<typeof responseSchema>['usage']>): Usage {
  return {
    inputTokens: usage.input_tokens ?? null,
    outputTokens: usage.output_tokens ?? null,
    cachedInputTokens: usage.input_tokens_details?.cached_tokens ?? null,
    cacheWriteTokens: null,
    reasoningTokens: usage.output_tokens_details?.reasoning_tokens ?? null,
    totalTokens: usage.total_tokens ?? null,
  };
}
