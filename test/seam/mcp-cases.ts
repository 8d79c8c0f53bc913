import type { FaultPlanInput } from '#schema';
import type { McpMake } from './clients/mcp-clients.ts';
import { orderOf } from './shop/answer-rpc.ts';

type Fault = FaultPlanInput['rules'][number]['fault'];

/** What each library makes of a case, as a pattern of `told`. Both eras of v2 see the same. */
export interface Sights {
  readonly v1: RegExp;
  readonly v2: RegExp;
  readonly ai: RegExp;
}

/** A fault on a tool of its own, with what is seen of it on both sides. */
export interface McpCase {
  /** The tool's name; `free…` declares no output schema, `…stream` is answered by server-sent events over HTTP. */
  readonly tool: string;
  readonly fault: Fault;
  readonly sees: Sights;
  /** Calls that reached the server. */
  readonly hits: 0 | 1 | 2;
  /** How the record says the call ended. */
  readonly outcome: 'result' | 'tool-error' | 'rpc-error' | 'http-error' | 'transport' | 'none';
  /** Whether the client waits in vain. */
  readonly hangs?: true;
}

/** Which library's sights a make has. */
export function sightOf({ sees }: McpCase, make: McpMake): RegExp {
  return make === 'AI SDK' ? sees.ai : make === 'v1' ? sees.v1 : sees.v2;
}

/** How the record may have it that the call ended. A client that gives up ends a hang in its own way: by a word, by its connection, or not at all. */
export function outcomesOf({ outcome }: McpCase): readonly (string | undefined)[] {
  return outcome === 'none' ? ['none', 'transport', undefined] : [outcome];
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const everybody = (sight: RegExp): Sights => ({ v1: sight, v2: sight, ai: sight });

const order = JSON.stringify(orderOf(1));
const sound = everybody(new RegExp(`^result: ${literal(order)} and ${literal(order)}$`));
/** The same change in the text and in the structured copy of it. */
const both = (from: string | RegExp, to: string): RegExp => {
  const changed = order.replace(from, to);
  if (changed === order) throw new Error(`${String(from)} is not in the order`);
  return new RegExp(`^result: ${literal(changed)} and ${literal(changed)}$`);
};
const textOnly = (from: string, to: string): Sights =>
  everybody(new RegExp(`^result: ${literal(order.replace(from, to))}$`));

const toolError = (text: string): Sights => everybody(new RegExp(`^tool error: ${text}$`));
const rpcError = (code: number, text: string): Sights => ({
  v1: new RegExp(`^throws McpError ${code}: MCP error ${code}: ${text}$`),
  v2: new RegExp(`^throws ProtocolError ${code}: ${text}$`),
  ai: new RegExp(`^throws MCPClientError ${code}: ${text}$`),
});
const httpError = (status: number, text: string): Sights => ({
  v1: new RegExp(`^throws StreamableHTTPError ${status}: Streamable HTTP error: Error POSTing to endpoint: ${text}$`),
  v2: new RegExp(`^throws SdkHttpError CLIENT_HTTP_NOT_IMPLEMENTED ${status}: Error POSTing to endpoint: ${text}$`),
  ai: new RegExp(`^throws MCPClientError: MCP HTTP Transport Error: POSTing to endpoint \\(HTTP ${status}\\): ${text}`),
});
const timeOut: Sights = {
  v1: /^throws McpError -32001: MCP error -32001: Request timed out$/,
  v2: /^throws SdkError REQUEST_TIMEOUT: Request timed out$/,
  ai: /^throws MCPClientError: Request was aborted/,
};
const broken: Sights = {
  v1: /^throws TypeError: fetch failed/,
  v2: /^throws TypeError: fetch failed/,
  ai: /^throws MCPClientError: Failed to process server response \(TypeError: fetch failed\)$/,
};
const noJson: Sights = {
  v1: /^throws SyntaxError: /,
  v2: /^throws SyntaxError: /,
  ai: /^throws MCPClientError: Failed to process server response \(SyntaxError: /,
};
const closed: Sights = {
  v1: /^throws McpError -32000: MCP error -32000: Connection closed$/,
  v2: /^throws SdkError CONNECTION_CLOSED: Connection closed$/,
  ai: /^throws MCPClientError: Connection closed$/,
};
/** The official libraries hold an answer against the declared schema; the AI SDK hands it on. */
const rejected = (code: number, text: string, passes: RegExp): Sights => ({
  ...rpcError(code, `${text}.*`),
  ai: passes,
});
const mismatch = "Structured content does not match the tool's output schema: ";
const noStructure = 'Tool \\w+ has an output schema but did not return structured content';
const cut = /^result: \{"id":"O-7".*[^}]$/;

const later = { kind: 'delay', ms: 5 } as const;
const never = { kind: 'hang', releaseAfterMs: 600_000 } as const;
const drop = { kind: 'drop-field', path: '/total' } as const;
const retype = { kind: 'retype-field', path: '/total' } as const;

/** Refusals: `tool-error` reaches the model as text; the other surfaces throw in the client, and the model hears nothing. */
const refusals: readonly McpCase[] = [
  { kind: 'rate-limit' as const, retryAfterS: 37 },
  { kind: 'server-error' as const, status: 503 as const },
  { kind: 'unauthorized' as const },
  { kind: 'not-found' as const },
].flatMap((fault) => {
  const text = 'It went wrong';
  const name = fault.kind.replace('-', '_');
  return [
    { tool: name, fault: { ...fault, text }, sees: toolError(text), hits: 0, outcome: 'tool-error' },
    {
      tool: `${name}_rpc`,
      fault: { ...fault, text, surface: 'rpc-error' },
      sees: rpcError(-32603, text),
      hits: 0,
      outcome: 'rpc-error',
    },
  ] as const;
});

/** What is the same over HTTP and stdio. */
const everywhere: readonly McpCase[] = [
  ...refusals,
  { tool: 'late', fault: later, sees: sound, hits: 1, outcome: 'result' },
  { tool: 'late_after', fault: { ...later, phase: 'post' }, sees: sound, hits: 1, outcome: 'result' },
  { tool: 'hangs', fault: never, sees: timeOut, hits: 0, outcome: 'none', hangs: true },
  { tool: 'hangs_after', fault: { ...never, phase: 'post' }, sees: timeOut, hits: 1, outcome: 'none', hangs: true },
  {
    tool: 'silent',
    fault: { kind: 'lost-acknowledgement', surface: 'none' },
    sees: timeOut,
    hits: 1,
    outcome: 'none',
    hangs: true,
  },
  { tool: 'twice', fault: { kind: 'duplicate-delivery' }, sees: sound, hits: 2, outcome: 'result' },
  { tool: 'two_replies', fault: { kind: 'duplicate-reply' }, sees: sound, hits: 1, outcome: 'result' },
  { tool: 'free_cut', fault: { kind: 'truncate' }, sees: everybody(cut), hits: 1, outcome: 'result' },
  { tool: 'cut', fault: { kind: 'truncate' }, sees: rejected(-32600, noStructure, cut), hits: 1, outcome: 'result' },
  {
    tool: 'free_malformed',
    fault: { kind: 'malformed' },
    sees: everybody(/^result: \{(?!.* and )/),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'malformed',
    fault: { kind: 'malformed' },
    sees: rejected(-32600, noStructure, /^result: \{(?!.* and )/),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'half_page',
    fault: { kind: 'partial-page' },
    sees: everybody(both(',{"sku":"B","qty":7}', '')),
    hits: 1,
    outcome: 'result',
  },
  { tool: 'empty', fault: { kind: 'empty' }, sees: everybody(both(/\[.*\]/, '[]')), hits: 1, outcome: 'result' },
  {
    tool: 'dropped',
    fault: drop,
    sees: rejected(-32602, `${mismatch}data must have required property 'total'`, both('"total":19.99,', '')),
    hits: 1,
    outcome: 'result',
  },
  { tool: 'free_dropped', fault: drop, sees: textOnly('"total":19.99,', ''), hits: 1, outcome: 'result' },
  {
    tool: 'dropped_silently',
    fault: { ...drop, contract: 'silent' },
    sees: everybody(both('"total":19.99,', '')),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'renamed',
    fault: { kind: 'rename-field', path: '/total', to: 'sum' },
    sees: rejected(-32602, `${mismatch}data must have required property 'total'`, both('"total"', '"sum"')),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'added',
    fault: { kind: 'add-field' },
    sees: everybody(both(']}', '],"revision":2}')),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'retyped',
    fault: retype,
    sees: rejected(-32602, `${mismatch}data/total must be number`, both('19.99', '"19.99"')),
    hits: 1,
    outcome: 'result',
  },
  { tool: 'free_retyped', fault: retype, sees: textOnly('19.99', '"19.99"'), hits: 1, outcome: 'result' },
  {
    tool: 'reordered',
    fault: { kind: 'reorder-items' },
    sees: everybody(both('{"sku":"A","qty":12},{"sku":"B","qty":7}', '{"sku":"B","qty":7},{"sku":"A","qty":12}')),
    hits: 1,
    outcome: 'result',
  },
  {
    tool: 'wrong',
    fault: { kind: 'wrong-value', path: '/total', mutate: { by: 'scale', factor: 10 } },
    sees: everybody(both('19.99', '199.9')),
    hits: 1,
    outcome: 'result',
  },
  // called twice: the second answer is the first one again
  { tool: 'stale', fault: { kind: 'stale' }, sees: sound, hits: 2, outcome: 'result' },
  {
    tool: 'gone',
    fault: { kind: 'tool-gone' },
    sees: rpcError(-32602, 'Unknown tool: gone'),
    hits: 0,
    outcome: 'rpc-error',
  },
  {
    tool: 'changed',
    fault: { kind: 'tool-changed', renameArgument: { from: 'id', to: 'orderId' } },
    sees: toolError('.*id.*'),
    hits: 0,
    outcome: 'tool-error',
  },
];

/** Every fault that exists over streamable HTTP, and what clients see of it. */
export const httpCases: readonly McpCase[] = [
  ...everywhere,
  ...refusals
    .filter(({ tool }) => !tool.endsWith('_rpc'))
    .map(({ tool, fault }) => {
      const status = { rate_limit: 429, server_error: 503, unauthorized: 401, not_found: 404 }[tool] ?? 0;
      return {
        tool: `${tool}_http`,
        fault: { ...fault, surface: 'http' } as Fault,
        sees: httpError(status, 'It went wrong'),
        hits: 0,
        outcome: 'http-error',
      } as const;
    }),
  { tool: 'refused', fault: { kind: 'refuse' }, sees: broken, hits: 0, outcome: 'transport' },
  { tool: 'reset', fault: { kind: 'reset' }, sees: broken, hits: 0, outcome: 'transport' },
  {
    tool: 'hangs_briefly',
    fault: { kind: 'hang', releaseAfterMs: 5 },
    sees: broken,
    hits: 0,
    outcome: 'transport',
  },
  { tool: 'lost', fault: { kind: 'lost-acknowledgement' }, sees: broken, hits: 1, outcome: 'transport' },
  {
    tool: 'lost_stream',
    fault: { kind: 'lost-acknowledgement' },
    sees: timeOut,
    hits: 1,
    outcome: 'transport',
    hangs: true,
  },
  { tool: 'two_stream', fault: { kind: 'duplicate-reply' }, sees: sound, hits: 1, outcome: 'result' },
  {
    tool: 'frame_cut',
    fault: { kind: 'truncate', surface: 'frame' },
    sees: noJson,
    hits: 1,
    outcome: 'result',
  },
  { tool: 'body_cut', fault: { kind: 'truncate', surface: 'stream' }, sees: broken, hits: 1, outcome: 'transport' },
  {
    tool: 'cut_stream',
    fault: { kind: 'truncate', surface: 'stream' },
    sees: timeOut,
    hits: 1,
    outcome: 'transport',
    hangs: true,
  },
  { tool: 'frame_malformed', fault: { kind: 'malformed', surface: 'frame' }, sees: noJson, hits: 1, outcome: 'result' },
  {
    tool: 'frame_malformed_stream',
    fault: { kind: 'malformed', surface: 'frame' },
    sees: timeOut,
    hits: 1,
    outcome: 'result',
    hangs: true,
  },
];

/** A session that is lost ends every later call of it, so this comes last. */
export const sessionLost: McpCase = {
  tool: 'session_lost',
  fault: { kind: 'session-lost' },
  sees: httpError(404, 'Session not found'),
  hits: 0,
  outcome: 'http-error',
};

/** Every fault that exists over stdio, and what clients see of it: whatever breaks a frame is a time-out. */
export const stdioCases: readonly McpCase[] = [
  ...everywhere,
  {
    tool: 'hangs_briefly',
    fault: { kind: 'hang', releaseAfterMs: 5 },
    sees: rpcError(-32603, 'Request timed out'),
    hits: 0,
    outcome: 'rpc-error',
  },
  {
    tool: 'frame_cut',
    fault: { kind: 'truncate', surface: 'frame' },
    sees: timeOut,
    hits: 1,
    outcome: 'result',
    hangs: true,
  },
  {
    tool: 'frame_malformed',
    fault: { kind: 'malformed', surface: 'frame' },
    sees: timeOut,
    hits: 1,
    outcome: 'result',
    hangs: true,
  },
];

/** The server's process ends, so this comes last. */
export const childExit: McpCase = {
  tool: 'exits',
  fault: { kind: 'child-exit' },
  sees: closed,
  hits: 0,
  outcome: 'transport',
};
