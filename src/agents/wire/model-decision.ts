import { priceOf } from '#llm';
import type { Usage } from '#schema';
import type { ToolRequest } from '#worlds';
import type { ModelAnswer } from './tool-loop.ts';

/** What a hosted model's answer says, whatever its API. */
export interface ModelOutput {
  readonly text: string | null;
  readonly calls: readonly ToolRequest[];
  /** The model that answered, where told. */
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly usage: Usage | null;
}

/**
 * The answer as the tool loop takes it, with its cost by published prices. Unknown things are left out.
 *
 * @param askedModel the model that was asked, for its price where the answering one has none
 */
export function modelDecision(output: ModelOutput, askedModel: string, durationMs: number): ModelAnswer {
  const { text, calls, model, finishReason, usage } = output;
  const cost = usage === null ? null : costUsd(usage, model, askedModel);
  return {
    calls,
    decision: {
      text,
      toolCalls: calls.length,
      durationMs,
      ...(model !== null && { model }),
      ...(finishReason !== null && { finishReason }),
      ...(usage !== null && { usage }),
      ...(cost !== null && { costUsd: cost }),
    },
  };
}

function costUsd(usage: Usage, model: string | null, askedModel: string): number | null {
  const price = (model === null ? null : priceOf({ model, usage })) ?? priceOf({ model: askedModel, usage });
  return price?.usd ?? null;
}
