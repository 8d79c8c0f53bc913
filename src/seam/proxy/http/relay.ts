import type { IncomingMessage } from 'node:http';
import type { HttpExchange } from './http-exchange.ts';

/** Most bytes of an answer that are kept for the record. */
export const keptBytes = 32 * 1024 * 1024;

const keptChunks = 20_000;

/** An answer that was passed on. */
export interface Relayed {
  /** Its text; null where it was compressed, too long to keep, or broke off. */
  readonly text: string | null;
  readonly delivered: boolean;
  /** Whether the other side finished it. */
  readonly complete: boolean;
  /** Milliseconds since the piece before, and bytes, for a stream. */
  readonly chunks: readonly (readonly [number, number])[];
}

/**
 * Passes an answer on as it comes, nothing held back. Keeps a copy for the record; `each` sees every piece after it was passed on.
 * When the client goes away the answer is still read to its end, so that the record knows what the other side said.
 */
export async function relay(
  exchange: HttpExchange,
  answer: IncomingMessage,
  ms: () => number,
  each: (chunk: Buffer) => void = () => {},
): Promise<Relayed> {
  exchange.head(answer);
  const kept: Buffer[] = [];
  const chunks: [number, number][] = [];
  let length = 0;
  let last = ms();
  const complete = await eachChunk(answer, async (chunk) => {
    await exchange.write(chunk);
    length += chunk.length;
    if (length <= keptBytes) kept.push(chunk);
    if (chunks.length < keptChunks) chunks.push([Math.max(0, ms() - last), chunk.length]);
    last = ms();
    each(chunk);
  });
  const readable = complete && length <= keptBytes && answer.headers['content-encoding'] === undefined;
  const delivered = complete ? await exchange.finish() : exchange.reset();
  return { text: readable ? Buffer.concat(kept).toString('utf8') : null, delivered, complete, chunks };
}

/** Reads an answer piece by piece; false when it broke off. */
export async function eachChunk(answer: IncomingMessage, work: (chunk: Buffer) => Promise<void>): Promise<boolean> {
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) await work(chunk);
    return answer.complete;
  } catch {
    return false;
  }
}
