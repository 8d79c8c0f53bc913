import type { Json } from '#base';
import type { Usage } from '#schema';
import { isMembers, type Members } from '../mcp/rpc-message.ts';

/** A count of tokens at a path of members; null where there is none. */
function countAt(usage: Members, ...path: readonly string[]): number | null {
  let at: Json | undefined = usage;
  for (const name of path) at = isMembers(at) ? at[name] : undefined;
  return typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? at : null;
}

/** Usage as the OpenAI APIs state it; input includes cached input. */
export function openaiUsage(usage: Json | undefined): Usage | null {
  if (!isMembers(usage)) return null;
  return {
    inputTokens: countAt(usage, 'prompt_tokens') ?? countAt(usage, 'input_tokens'),
    outputTokens: countAt(usage, 'completion_tokens') ?? countAt(usage, 'output_tokens'),
    cachedInputTokens:
      countAt(usage, 'prompt_tokens_details', 'cached_tokens') ??
      countAt(usage, 'input_tokens_details', 'cached_tokens'),
    cacheWriteTokens: null,
    reasoningTokens:
      countAt(usage, 'completion_tokens_details', 'reasoning_tokens') ??
      countAt(usage, 'output_tokens_details', 'reasoning_tokens'),
    totalTokens: countAt(usage, 'total_tokens'),
  };
}

/** Usage as the Anthropic API states it, whose input leaves cached input out; ours includes it. Later events of a stream add to earlier ones. */
export function anthropicUsage(usage: Json | undefined, before: Usage | null): Usage | null {
  if (!isMembers(usage)) return before;
  const read = countAt(usage, 'cache_read_input_tokens') ?? before?.cachedInputTokens ?? null;
  const written = countAt(usage, 'cache_creation_input_tokens') ?? before?.cacheWriteTokens ?? null;
  const fresh = countAt(usage, 'input_tokens');
  return {
    inputTokens: fresh === null ? (before?.inputTokens ?? null) : fresh + (read ?? 0) + (written ?? 0),
    outputTokens: countAt(usage, 'output_tokens') ?? before?.outputTokens ?? null,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    reasoningTokens: null,
    totalTokens: null,
  };
}
