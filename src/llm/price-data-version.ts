/** The price data that this release is pinned to; part of what a cost rests on. The package is pinned to exactly this version. */
export const priceDataVersion = 'genai-prices 0.1.8';
