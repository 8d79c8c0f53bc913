import { describe, expect, it } from 'vitest';
import { unknownUsage } from '#schema';
import manifest from '../../package.json' with { type: 'json' };
import { priceDataVersion } from './price-data-version.ts';
import { priceOf } from './price-of.ts';

const usage = { ...unknownUsage, inputTokens: 1000, outputTokens: 100 };

describe('priceOf', () => {
  // By hand from OpenAI's price list: gpt-4o $2.50 / $1.25 cached / $10 per million tokens.
  it('is 1000 × $2.50 + 100 × $10 per million for gpt-4o', () => {
    const price = priceOf({ model: 'gpt-4o', usage });
    expect(price?.usd).toBeCloseTo(0.0035, 12);
    expect(price?.source).toBe('openai/gpt-4o');
  });

  it('counts cached input once, at its own price', () => {
    const price = priceOf({ model: 'gpt-4o', usage: { ...usage, cachedInputTokens: 200 } });
    expect(price?.usd).toBeCloseTo((800 * 2.5 + 200 * 1.25 + 100 * 10) / 1e6, 12);
  });

  it('is unknown, not zero, for a model or a provider it does not know', () => {
    expect(priceOf({ model: 'nonesuch-9', usage })).toBeNull();
    expect(priceOf({ provider: 'nobody', model: 'gpt-4o', usage })).toBeNull();
  });

  it('is unknown where a token count is unknown or contradicts another', () => {
    expect(priceOf({ model: 'gpt-4o', usage: { ...usage, outputTokens: null } })).toBeNull();
    expect(priceOf({ model: 'gpt-4o', usage: { ...usage, cachedInputTokens: 2000 } })).toBeNull();
  });

  it('names the version of its data, which the package is pinned to', () => {
    expect(priceDataVersion).toBe(`genai-prices ${manifest.dependencies['@pydantic/genai-prices']}`);
    expect(priceOf({ model: 'gpt-4o', usage })?.dataVersion).toBe(priceDataVersion);
  });

  it('is the same whenever it is asked', () => {
    expect(priceOf({ model: 'gpt-4o', usage })).toEqual(priceOf({ model: 'gpt-4o', usage }));
  });
});
