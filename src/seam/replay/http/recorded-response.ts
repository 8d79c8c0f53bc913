import type { IncomingMessage } from 'node:http';
import type { SeamClock } from '../../clock.ts';
import type { RecordedAnswer } from '../recorded-trial.ts';
import { madeResponse } from './made-response.ts';

/**
 * A recorded answer as a response. Records hold no headers, so the type of the content is told from the content itself.
 *
 * @param speed of a stream: 0 is at once, 1 as it was recorded
 */
export async function recordedResponse(
  { text, status, chunks }: RecordedAnswer,
  speed: number,
  clock: SeamClock,
): Promise<IncomingMessage> {
  const body = await text();
  const content = Buffer.from(body);
  const pieces = chunks === null || speed === 0 ? [content] : paced(content, chunks, speed, clock);
  return madeResponse({ status: status ?? 200, contentType: contentTypeOf(body), pieces });
}

async function* paced(
  content: Buffer,
  chunks: readonly (readonly [number, number])[],
  speed: number,
  clock: SeamClock,
): AsyncGenerator<Buffer> {
  let at = 0;
  for (const [ms, bytes] of chunks) {
    await clock.sleep(ms / speed);
    yield content.subarray(at, at + bytes);
    at += bytes;
  }
  if (at < content.length) yield content.subarray(at);
}

function contentTypeOf(body: string): string {
  if (/^(?:event|data|id|retry|):/.test(body)) return 'text/event-stream';
  try {
    JSON.parse(body);
    return 'application/json';
  } catch {
    return /^\s*<(?:!doctype html|html)/i.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
  }
}
