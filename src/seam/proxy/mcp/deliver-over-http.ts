import type { IncomingMessage } from 'node:http';
import type { OpenCall } from '../../open-call.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import type { Delivery } from './mcp-call.ts';

const silenceMs = 600_000;

/** Carries out over HTTP what was decided for a call, and writes down how it ended. `head` is the server's, where there is one. */
export async function deliverOverHttp(
  exchange: HttpExchange,
  open: OpenCall | null,
  delivery: Delivery,
  head: IncomingMessage | null,
  firstByteMs?: number,
): Promise<void> {
  if (delivery.to === 'client') {
    const delivered = await deliverFrames(exchange, delivery.frames, head);
    open?.end({ ...delivery.end, status: 200, delivered, ...(firstByteMs !== undefined && { firstByteMs }) });
    return;
  }
  if (delivery.to === 'status') {
    const headers: Record<string, string> =
      delivery.retryAfterS === null ? {} : { 'retry-after': String(delivery.retryAfterS) };
    const delivered = await exchange.answer({
      status: delivery.status,
      contentType: 'text/plain',
      body: delivery.text,
      headers,
    });
    open?.end({ source: 'fault', outcome: 'http-error', status: delivery.status, body: delivery.text, delivered });
    return;
  }
  const delivered = await deliverNothing(exchange, delivery.how, delivery.truth, open);
  const truth = delivery.truth === null ? {} : { truth: delivery.truth };
  open?.end({ source: 'fault', outcome: delivery.how === 'silence' ? 'none' : 'transport', delivered, ...truth });
}

async function deliverFrames(
  exchange: HttpExchange,
  frames: readonly string[],
  head: IncomingMessage | null,
): Promise<boolean> {
  const [only = ''] = frames;
  if (frames.length > 1) {
    const body = frames.map((frame) => `event: message\ndata: ${frame}\n\n`).join('');
    return exchange.answer({ status: 200, contentType: 'text/event-stream', body });
  }
  if (head === null) return exchange.answer({ status: 200, contentType: 'application/json', body: only });
  const content = Buffer.from(only);
  exchange.head(head, content.length);
  return exchange.finish(content);
}

async function deliverNothing(
  exchange: HttpExchange,
  how: Extract<Delivery, { to: 'nobody' }>['how'],
  truth: string | null,
  open: OpenCall | null,
): Promise<boolean> {
  if (how === 'silence') return exchange.silence((signal) => open?.clock.sleep(silenceMs, signal) ?? Promise.resolve());
  if (how === 'reset') return exchange.reset();
  // A stream that ends before the answer; of a document, half of what its length promised.
  if (exchange.response.headersSent) return exchange.finish();
  const content = Buffer.from(truth ?? '');
  exchange.response.writeHead(200, { 'content-type': 'application/json', 'content-length': content.length });
  await exchange.write(content.subarray(0, content.length >> 1));
  return exchange.reset();
}
