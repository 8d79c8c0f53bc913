import { IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';

/** A response that no server sent. */
export interface MadeResponse {
  readonly status: number;
  readonly contentType: string;
  /** The body, piece by piece; a stream pauses between pieces by itself. */
  readonly pieces: AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** A response as `node:http` gives it to whoever sent a request, so that everything behind treats it as one. */
export function madeResponse({ status, contentType, pieces }: MadeResponse): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.statusCode = status;
  message.statusMessage = STATUS_CODES[status] ?? '';
  message.headers = { 'content-type': contentType };
  message.rawHeaders = ['content-type', contentType];
  void feed(message, pieces);
  return message;
}

async function feed(message: IncomingMessage, pieces: MadeResponse['pieces']): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (message.destroyed) return;
      message.push(piece);
    }
    message.complete = true;
    message.push(null);
  } catch (error) {
    message.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
