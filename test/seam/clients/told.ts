/** What an agent's author is told of a call to a tool, in a line: `result: …`, `tool error: …`, or as {@link thrown}. */
export async function told(call: Promise<unknown>): Promise<string> {
  try {
    const { content, structuredContent, isError } = (await call) as {
      content?: { text?: string }[];
      structuredContent?: unknown;
      isError?: boolean;
    };
    const text = content?.map((part) => part.text ?? '').join() ?? '';
    if (isError === true) return `tool error: ${text}`;
    return structuredContent === undefined
      ? `result: ${text}`
      : `result: ${text} and ${JSON.stringify(structuredContent)}`;
  } catch (error) {
    return thrown(error);
  }
}

/** What was thrown, in a line: `throws CLASS CODE STATUS: MESSAGE (cause)`, without what is not there. */
export function thrown(error: unknown): string {
  const { code, status, message, cause } = error as Error & { code?: unknown; status?: unknown };
  const numbers = [code, status].filter((one) => one !== undefined && one !== null).map((one) => ` ${String(one)}`);
  const inner = cause instanceof Error ? ` (${cause.constructor.name}: ${cause.message})` : '';
  return `throws ${(error as Error).constructor.name}${numbers.join('')}: ${message}${inner}`;
}
