import type { IncomingMessage } from 'node:http';
import type { UpstreamRequest } from '../../proxy/http/upstream.ts';
import type { McpReplay } from '../mcp/mcp-replay.ts';
import { madeDocument } from './made-document.ts';
import type { Sender } from './sender.ts';

/** The recording stands in the place of an MCP server over HTTP. */
export class McpReplayUpstream implements Sender {
  readonly #replay: McpReplay;
  readonly #live: Sender;

  constructor(replay: McpReplay, live: Sender) {
    this.#replay = replay;
    this.#live = live;
  }

  async send(request: UpstreamRequest): Promise<IncomingMessage> {
    const text = request.method === 'POST' ? request.body.toString('utf8') : '';
    const reply = await this.#replay.respond(text, headerOf(request.rawHeaders, 'mcp-protocol-version'));
    switch (reply.is) {
      case 'live':
        return this.#live.send(request);
      case 'frame':
        return madeDocument(200, reply.frame);
      case 'status':
        return madeDocument(reply.status, reply.text, 'text/plain');
      case 'heard':
        return madeDocument(202, '');
      case 'unreadable':
        // No listening stream and no session to end.
        return madeDocument(request.method === 'POST' ? 400 : 405, '', 'text/plain');
    }
  }
}

function headerOf(rawHeaders: readonly string[], wanted: string): string | undefined {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === wanted);
  return at < 0 ? undefined : rawHeaders[at + 1];
}
