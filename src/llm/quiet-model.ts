import type { LanguageModel } from 'ai';

/**
 * A language model of the AI SDK without its warnings, which the SDK writes to the console; what a program prints is not a library's to decide.
 *
 * @param sdk the loaded package `ai`
 */
export function quietModel(sdk: typeof import('ai'), model: LanguageModel): LanguageModel {
  if (typeof model === 'string') return model;
  return sdk.wrapLanguageModel({
    model: model as Parameters<typeof sdk.wrapLanguageModel>[0]['model'],
    middleware: {
      specificationVersion: 'v4',
      wrapGenerate: async ({ doGenerate }) => ({ ...(await doGenerate()), warnings: [] }),
    },
  });
}
