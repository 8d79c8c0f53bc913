/** A language model of the AI SDK's specification v4 that repeats what it was told. */
const echo = {
  specificationVersion: 'v4',
  provider: 'echo',
  modelId: 'echo-1',
  supportedUrls: {},
  doGenerate: async ({ prompt }: { prompt: readonly { role: string; content: unknown }[] }) => ({
    content: [{ type: 'text', text: JSON.stringify(prompt.map(({ role }) => role)) }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: {
      inputTokens: { total: 7, noCache: 7, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: 2, text: 2, reasoning: undefined },
    },
    warnings: [{ type: 'unsupported', feature: 'seed' }],
  }),
};
export default echo;
