import type { IncomingMessage } from 'node:http';
import { madeResponse } from './made-response.ts';

/** A response that comes at once. */
export function madeDocument(status: number, body: string, contentType = 'application/json'): IncomingMessage {
  return madeResponse({ status, contentType, pieces: body === '' ? [] : [Buffer.from(body)] });
}
