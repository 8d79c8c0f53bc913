import { canonicalJson, type Json } from '#base';
import type { Carrier } from '#schema';
import { eraOf, type McpEra, requestedRevision } from '../../proxy/mcp/mcp-era.ts';
import { rpcErrorFrame, toolErrorFrame } from '../../proxy/mcp/reply-frame.ts';
import { isMembers, type Members, type RpcMessage, readRpcMessage } from '../../proxy/mcp/rpc-message.ts';
import type { ServerPolicy } from '../../safety/guard.ts';
import type { RecordedAnswer, RecordedCall } from '../recorded-trial.ts';
import { synthesize } from '../synthesize.ts';
import type { ReplayAnswer, TrialReplay } from '../trial-replay.ts';
import { envelopeFor, resultFrame } from './envelope.ts';

/** What a replayed server says to a message. */
export type McpReply =
  | { readonly is: 'frame'; readonly frame: string }
  /** A recorded answer that was no message: a status with its text; over HTTP only. */
  | { readonly is: 'status'; readonly status: number; readonly text: string }
  /** Heard, and nothing to say: a notification, a response. */
  | { readonly is: 'heard' }
  /** For the server itself. */
  | { readonly is: 'live' }
  /** No message. */
  | { readonly is: 'unreadable' };

type Request = Extract<RpcMessage, { kind: 'request' }>;

/** A request with what answering it takes. */
interface Asked {
  readonly request: Request;
  readonly era: McpEra;
}

/** Answers with further steps, where the server had asked for input. */
interface Pending {
  readonly recorded: RecordedCall;
  readonly step: number;
}

const sessionRevisions: ReadonlySet<string> = new Set(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25']);
const reads: ReadonlySet<string> = new Set(['resources/read', 'prompts/get', 'tasks/get', 'tasks/result']);
const emptyLists: Readonly<Record<string, string>> = {
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
  'prompts/list': 'prompts',
};

/**
 * An MCP server that is a recording. It speaks both eras, whichever was recorded: calls are answered by what they ask, and the envelope is made for
 * the client that asks. Handshakes, pings and lists are answered from the catalog; where unrecorded calls go to the server itself, these do too.
 */
export class McpReplay {
  readonly #name: string;
  readonly #carrier: Carrier;
  readonly #policy: ServerPolicy;
  readonly #trial: TrialReplay;
  readonly #pending = new Map<string, Pending>();

  constructor(name: string, carrier: Carrier, policy: ServerPolicy, trial: TrialReplay) {
    this.#name = name;
    this.#carrier = carrier;
    this.#policy = policy;
    this.#trial = trial;
  }

  /** @param header the revision that an HTTP request names in its header */
  async respond(text: string, header?: string): Promise<McpReply> {
    const message = readRpcMessage(text);
    if (message.kind === 'other') return { is: 'unreadable' };
    if (message.kind !== 'request') return this.#isLive ? { is: 'live' } : { is: 'heard' };
    const asked = { request: message, era: eraOf(requestedRevision(message.params, header)) };
    const { method, params } = message;
    if (method === 'tools/call' && typeof params['name'] === 'string') return this.#call(asked, params['name']);
    if (reads.has(method)) return this.#read(asked);
    if (this.#isLive) return { is: 'live' };
    const result = this.#protocol(method, params);
    const { id } = message;
    if (result === null) return framed(rpcErrorFrame(id, 'Method not found', -32601));
    return framed(resultFrame(id, result, method, asked.era));
  }

  get #isLive(): boolean {
    return this.#trial.config.unmatched === 'live';
  }

  async #call(asked: Asked, tool: string): Promise<McpReply> {
    const { params } = asked.request;
    const pending = this.#pendingOf(params);
    if (pending !== null) return this.#step(asked, pending);
    const schema = this.#outputSchema(tool);
    const made = schema === undefined ? null : synthesize(schema);
    const call = {
      carrier: this.#carrier,
      server: this.#name,
      operation: tool,
      arguments: (params['arguments'] ?? {}) as Json,
      effect: this.#trial.effectOf(this.#name, tool, this.#policy),
    };
    return this.#answered(asked, this.#trial.answer(call, made !== null), tool, made?.value ?? null);
  }

  #read(asked: Asked): Promise<McpReply> {
    const { method, params } = asked.request;
    const { _meta, ...rest } = params;
    const call = {
      carrier: this.#carrier,
      server: this.#name,
      operation: method,
      arguments: rest as Json,
      effect: 'read',
    } as const;
    return this.#answered(asked, this.#trial.answer(call), method, null);
  }

  async #answered(asked: Asked, answer: ReplayAnswer, operation: string, made: Json): Promise<McpReply> {
    const { id, method } = asked.request;
    switch (answer.from) {
      case 'recording':
        // A client of the older era cannot be asked for input, so it gets what came of it.
        return this.#step(asked, {
          recorded: answer.recorded,
          step: asked.era === 'stateless' ? 0 : answer.recorded.answers.length - 1,
        });
      case 'live':
        return { is: 'live' };
      case 'tool-error':
        return framed(toolErrorFrame(id, `${operation} is not available.`, asked.era));
      case 'schema': {
        const content = [{ type: 'text', text: JSON.stringify(made) }];
        return framed(resultFrame(id, { content, structuredContent: made }, method, asked.era));
      }
      case 'nothing':
        return framed(rpcErrorFrame(id, 'Service unavailable'));
    }
  }

  async #step({ request, era }: Asked, { recorded, step }: Pending): Promise<McpReply> {
    const answer = recorded.answers[step] as RecordedAnswer;
    const text = await answer.text();
    const frame = envelopeFor(text, request.id, request.method, era);
    if (frame !== null) {
      this.#await(frame, { recorded, step: step + 1 });
      return framed(frame);
    }
    if (this.#carrier === 'mcp-http') return { is: 'status', status: answer.status ?? 500, text };
    return framed(rpcErrorFrame(request.id, 'Internal error'));
  }

  /** Where an answer asks for input, what follows is kept for the request that brings it. */
  #await(frame: string, next: Pending): void {
    const message = readRpcMessage(frame);
    const result = message.kind === 'response' && isMembers(message.result) ? message.result : {};
    if (result['resultType'] === 'input_required' && next.step < next.recorded.answers.length)
      this.#pending.set(stateKey(result), next);
  }

  #pendingOf(params: Members): Pending | null {
    if (params['requestState'] === undefined && params['inputResponses'] === undefined) return null;
    const key = stateKey(params);
    const pending = this.#pending.get(key) ?? null;
    this.#pending.delete(key);
    return pending;
  }

  #protocol(method: string, params: Members): Members | null {
    const list = emptyLists[method];
    if (list !== undefined) return { [list]: [] };
    const serverInfo = { name: this.#name, version: '1.0.0' };
    const capabilities = this.#capabilities();
    switch (method) {
      case 'initialize': {
        const asked = params['protocolVersion'];
        const protocolVersion = typeof asked === 'string' && sessionRevisions.has(asked) ? asked : '2025-11-25';
        return { protocolVersion, capabilities, serverInfo };
      }
      case 'server/discover':
        return {
          supportedVersions: ['2026-07-28'],
          capabilities,
          serverInfo,
          _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo },
        };
      case 'tools/list':
        return { tools: [...this.#trial.catalog(this.#name).tools] };
      case 'ping':
      case 'logging/setLevel':
        return {};
      default:
        return null;
    }
  }

  #capabilities(): Members {
    return {
      tools: {},
      ...(this.#trial.recorded(this.#name, 'resources/read') && { resources: {} }),
      ...(this.#trial.recorded(this.#name, 'prompts/get') && { prompts: {} }),
    };
  }

  #outputSchema(tool: string): Json | undefined {
    const found = this.#trial.catalog(this.#name).tools.find((one) => isMembers(one) && one['name'] === tool);
    return isMembers(found) ? found['outputSchema'] : undefined;
  }
}

function framed(frame: string): McpReply {
  return { is: 'frame', frame };
}

function stateKey({ requestState }: Members): string {
  return requestState === undefined ? '' : canonicalJson(requestState);
}
