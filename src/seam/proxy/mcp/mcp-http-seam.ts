import type { IncomingMessage } from 'node:http';
import type { OpenCall } from '../../open-call.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { relay } from '../http/relay.ts';
import { upstreamFailed } from '../http/upstream-failed.ts';
import { deliverOverHttp } from './deliver-over-http.ts';
import { McpAnswer } from './mcp-answer.ts';
import type { Delivery, McpCall } from './mcp-call.ts';
import { eraOf, type McpEra, requestedRevision } from './mcp-era.ts';
import type { McpServer } from './mcp-server.ts';
import { type McpTraffic, mcpTraffic } from './mcp-traffic.ts';
import { type RpcId, readRpcMessage } from './rpc-message.ts';

/** One MCP server over streamable HTTP in one trial. */
export class McpHttpSeam {
  readonly #server: McpServer;
  readonly #trial: TrialSeam;
  readonly #lostSessions = new Set<string>();

  constructor(server: McpServer, trial: TrialSeam) {
    this.#server = server;
    this.#trial = trial;
  }

  /** Serves one request of the client, to its end. Streams are never held back, but for the one event that a fault changes. */
  async serve(exchange: HttpExchange): Promise<void> {
    const session = exchange.header('mcp-session-id');
    if (session !== undefined && this.#lostSessions.has(session)) {
      await exchange.answer({ status: 404, contentType: 'text/plain', body: 'Session not found' });
      return;
    }
    const text = exchange.body.toString('utf8');
    const message = exchange.request.method === 'POST' ? readRpcMessage(text) : null;
    if (message?.kind !== 'request') return this.#pass(exchange, 'session');
    const header = exchange.header('mcp-protocol-version');
    const era = eraOf(requestedRevision(message.params, header));
    const traffic = mcpTraffic(message, text, 'mcp-http', this.#server, this.#trial, header);
    if (traffic.is === 'tool-call') return this.#call(traffic.call, traffic.blocked, message.id, exchange, era, text);
    if (traffic.is === 'protocol') return this.#pass(exchange, era);
    return this.#read(traffic, message.id, exchange, era);
  }

  /** Passes a request and its answer on, unread: handshakes, notifications, listening streams, ends of sessions. */
  async #pass(exchange: HttpExchange, era: McpEra): Promise<void> {
    const answer = await this.#contact(exchange, exchange.body, era, null);
    if (answer !== null) await relay(exchange, answer, () => 0);
  }

  async #call(
    call: McpCall,
    blocked: boolean,
    id: RpcId,
    exchange: HttpExchange,
    era: McpEra,
    text: string,
  ): Promise<void> {
    const { open } = call;
    if (open.faultIn('pre')?.kind === 'session-lost') this.#lose(open, exchange);
    const next = blocked ? call.blocked() : await call.before(exchange.clientGone);
    if (next.to !== 'server') return deliverOverHttp(exchange, open, next, null);
    if (exchange.clientGone.aborted) {
      open.end({ source: 'live', outcome: 'none', delivered: false });
      return;
    }
    const answer = await this.#contact(
      exchange,
      next.frame === text ? exchange.body : Buffer.from(next.frame),
      era,
      open,
    );
    if (answer === null) return;
    if (next.twice) await this.#again(exchange, next.frame);
    await new McpAnswer(exchange, open, id, answer, (frame) => call.after(frame, exchange.clientGone)).run();
  }

  async #read(
    traffic: Exclude<McpTraffic, { is: 'tool-call' | 'protocol' }>,
    id: RpcId,
    exchange: HttpExchange,
    era: McpEra,
  ): Promise<void> {
    const open = traffic.is === 'read' ? traffic.open : null;
    const answer = await this.#contact(exchange, exchange.body, era, open);
    if (answer === null) return;
    await new McpAnswer(exchange, open, id, answer, (frame) => this.#shown(frame, traffic)).run();
  }

  #shown(frame: string, traffic: Exclude<McpTraffic, { is: 'tool-call' | 'protocol' }>): Delivery {
    const message = readRpcMessage(frame);
    const failed = message.kind !== 'response' || message.result === undefined;
    const shown =
      traffic.is === 'list' && !failed ? this.#server.listed(frame, message.result, traffic.revision) : frame;
    return {
      to: 'client',
      frames: [shown],
      end: { source: 'live', outcome: failed ? 'rpc-error' : 'result', body: shown },
    };
  }

  #lose(open: OpenCall, exchange: HttpExchange): void {
    const session = exchange.header('mcp-session-id');
    if (session === undefined) open.unrealised('no-session');
    else this.#lostSessions.add(session);
  }

  /** The head of the server's answer; null where there is none, and the client has been told. */
  async #contact(
    exchange: HttpExchange,
    body: Buffer,
    era: McpEra,
    open: OpenCall | null,
  ): Promise<IncomingMessage | null> {
    // In the stateless era a client that goes away has cancelled; before, it has only lost its connection.
    const signal = era === 'stateless' || exchange.request.method === 'GET' ? exchange.clientGone : undefined;
    try {
      return await exchange.send(body, signal);
    } catch (error) {
      upstreamFailed(error, exchange, open, this.#trial);
      return null;
    }
  }

  async #again(exchange: HttpExchange, frame: string): Promise<void> {
    const second = await exchange.send(frame).catch(() => null);
    second?.resume();
  }
}
