import type { LanguageModelUsage } from 'ai';
import type { Usage } from '#schema';

/** Usage as the SDK states it; what it leaves out is unknown. */
export function sdkUsage(usage: LanguageModelUsage): Usage {
  return {
    inputTokens: usage.inputTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens ?? null,
    cacheWriteTokens: usage.inputTokenDetails?.cacheWriteTokens ?? null,
    reasoningTokens: usage.outputTokenDetails?.reasoningTokens ?? null,
    totalTokens: usage.totalTokens ?? null,
  };
}
