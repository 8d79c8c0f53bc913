/**
 * How calls travel past a seam. `box`: a tool box in our own process; `mcp-stdio`, `mcp-http`: the Model Context Protocol over its two
 * transports; `http`: a REST API; `model`: a model provider's API.
 */
export type Carrier = 'box' | 'mcp-stdio' | 'mcp-http' | 'http' | 'model';

/**
 * Where a fault shows. `tool-error`: a tool's answer that says it failed; `rpc-error`: a JSON-RPC error; `http`: a status; `transport`: the
 * connection; `payload`: inside a successful answer; `frame`: the bytes of one message; `stream`: a stream of server-sent events; `catalog`: the
 * list of tools; `request`: what goes to the other side; `time`: only when it comes; `none`: nothing shows.
 */
export type FaultSurface =
  | 'tool-error'
  | 'rpc-error'
  | 'http'
  | 'transport'
  | 'payload'
  | 'frame'
  | 'stream'
  | 'catalog'
  | 'request'
  | 'time'
  | 'none';

/** What is said of one kind of fault: when it acts and where it can show on each carrier, the default first. */
export interface FaultOperator {
  /** `pre`: the other side is not called. `post`: it was called, and its answer is changed or lost. `either`: the rule says which. */
  readonly phase: 'pre' | 'post' | 'either';
  readonly surfaces: Readonly<Partial<Record<Carrier, readonly FaultSurface[]>>>;
}

type Surfaces = FaultOperator['surfaces'];

const anywhere: Surfaces = {
  box: ['time'],
  'mcp-stdio': ['time'],
  'mcp-http': ['time'],
  http: ['time'],
  model: ['time'],
};
const refusals: Surfaces = {
  box: ['tool-error'],
  'mcp-stdio': ['tool-error', 'rpc-error'],
  'mcp-http': ['tool-error', 'http', 'rpc-error'],
  http: ['http'],
  model: ['http'],
};
// A program's standard input cannot be refused or reset; it can only end, which is `child-exit`.
const connections: Surfaces = {
  box: ['transport'],
  'mcp-http': ['transport'],
  http: ['transport'],
  model: ['transport'],
};
const payloads: Surfaces = { box: ['payload'], 'mcp-stdio': ['payload'], 'mcp-http': ['payload'], http: ['payload'] };
const broken: Surfaces = {
  box: ['payload'],
  'mcp-stdio': ['payload', 'frame'],
  'mcp-http': ['payload', 'frame', 'stream'],
  http: ['payload'],
};
const catalogs: Surfaces = { box: ['catalog'], 'mcp-stdio': ['catalog'], 'mcp-http': ['catalog'] };
const modelOnly = (surface: FaultSurface): Surfaces => ({ model: [surface] });

/**
 * Every kind of fault. What real clients make of them was measured: a 429 on an MCP transport throws in the client and never reaches the model, so
 * refusals show as the tool's own error unless a rule asks for another surface; a broken frame on stdio is a time-out to every client, so
 * malformed answers are malformed inside.
 */
export const faultOperators = {
  delay: { phase: 'either', surfaces: anywhere },
  hang: { phase: 'either', surfaces: anywhere },
  'rate-limit': { phase: 'pre', surfaces: refusals },
  'server-error': { phase: 'pre', surfaces: refusals },
  unauthorized: { phase: 'pre', surfaces: refusals },
  'not-found': { phase: 'pre', surfaces: refusals },
  refuse: { phase: 'pre', surfaces: connections },
  reset: { phase: 'pre', surfaces: connections },
  'lost-acknowledgement': {
    phase: 'post',
    surfaces: {
      box: ['transport'],
      'mcp-stdio': ['none'],
      'mcp-http': ['transport', 'none'],
      http: ['transport', 'none'],
    },
  },
  'duplicate-delivery': {
    phase: 'post',
    surfaces: { box: ['none'], 'mcp-stdio': ['none'], 'mcp-http': ['none'], http: ['none'] },
  },
  'duplicate-reply': { phase: 'post', surfaces: { 'mcp-stdio': ['frame'], 'mcp-http': ['frame'] } },
  truncate: { phase: 'post', surfaces: broken },
  malformed: { phase: 'post', surfaces: broken },
  'partial-page': { phase: 'post', surfaces: payloads },
  empty: { phase: 'post', surfaces: { ...payloads, model: ['payload'] } },
  'drop-field': { phase: 'post', surfaces: payloads },
  'rename-field': { phase: 'post', surfaces: payloads },
  'add-field': { phase: 'post', surfaces: payloads },
  'retype-field': { phase: 'post', surfaces: payloads },
  'reorder-items': { phase: 'post', surfaces: payloads },
  'wrong-value': { phase: 'post', surfaces: payloads },
  stale: { phase: 'post', surfaces: payloads },
  'tool-gone': { phase: 'pre', surfaces: catalogs },
  'tool-changed': { phase: 'pre', surfaces: catalogs },
  'session-lost': { phase: 'pre', surfaces: { 'mcp-http': ['http'] } },
  'child-exit': { phase: 'pre', surfaces: { 'mcp-stdio': ['transport'] } },
  overloaded: { phase: 'pre', surfaces: modelOnly('http') },
  'slow-first-token': { phase: 'post', surfaces: modelOnly('time') },
  'stream-cut': { phase: 'post', surfaces: modelOnly('stream') },
  'stream-reset': { phase: 'post', surfaces: modelOnly('stream') },
  'stream-error': { phase: 'post', surfaces: modelOnly('stream') },
  'bad-tool-call': { phase: 'post', surfaces: modelOnly('payload') },
  'unknown-tool': { phase: 'post', surfaces: modelOnly('payload') },
  'length-stop': { phase: 'post', surfaces: modelOnly('payload') },
  refusal: { phase: 'post', surfaces: modelOnly('payload') },
  'model-swap': { phase: 'pre', surfaces: modelOnly('request') },
} as const satisfies Record<string, FaultOperator>;

/** A kind of fault, by the name it has in plans, records and marks. */
export type FaultKind = keyof typeof faultOperators;
