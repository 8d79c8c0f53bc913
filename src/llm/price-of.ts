import { createRequire } from 'node:module';
import type { calcPrice } from '@pydantic/genai-prices';
import type { Usage } from '#schema';
import { priceDataVersion } from './price-data-version.ts';

/** What a call cost, and where the price comes from. */
export interface Price {
  readonly usd: number;
  /** The provider and model whose price was taken, such as `openai/gpt-4o`. */
  readonly source: string;
  /** The price data, such as `genai-prices 0.1.8`. */
  readonly dataVersion: string;
}

/** One model call, as far as its price depends on it. */
export interface PriceQuestion {
  /** The provider's id, such as `openai`; guessed from the model when left out. */
  readonly provider?: string;
  readonly model: string;
  readonly usage: Usage;
  /** When the call was made, in ms since 1970. Left out, the newest prices of the data count. */
  readonly at?: number;
}

let calculate: typeof calcPrice | null = null;

/** After every dated price of the data; at noon, because some prices differ by the time of day. */
const newest = Date.UTC(2100, 0, 1, 12);

/**
 * What a model call cost in US dollars, by published prices. Null when input or output tokens, the model or its price are unknown: an unknown
 * price is never zero. Prices are bundled; nothing is fetched.
 *
 * @example priceOf({ model: 'gpt-4o', usage: { ...unknownUsage, inputTokens: 1000, outputTokens: 100 } })?.usd // 0.0035
 */
export function priceOf({ provider, model, usage, at = newest }: PriceQuestion): Price | null {
  const tokens = billedTokens(usage);
  if (tokens === null) return null;
  const options = { timestamp: new Date(at), ...(provider === undefined ? {} : { providerId: provider }) };
  calculate ??= loadPrices();
  const price = calculate(tokens, model, options);
  if (price === null || !Number.isFinite(price.total_price)) return null;
  return {
    usd: price.total_price,
    source: `${price.provider.id}/${price.model.id}`,
    dataVersion: priceDataVersion,
  };
}

// Loaded with the first question: the price data is large, and rule-driven agents and users cost nothing.
function loadPrices(): typeof calcPrice {
  return (createRequire(import.meta.url)('@pydantic/genai-prices') as typeof import('@pydantic/genai-prices'))
    .calcPrice;
}

/** Tokens by the names of the price data; null where they are unknown or contradict each other, such as more cached than there were. */
function billedTokens(usage: Usage): Record<string, number> | null {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const cached = cachedInputTokens ?? 0;
  const written = cacheWriteTokens ?? 0;
  if (cached + written > inputTokens) return null;
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    ...(cached > 0 ? { cache_read_tokens: cached } : {}),
    ...(written > 0 ? { cache_write_tokens: written } : {}),
  };
}
