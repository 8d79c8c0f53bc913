/** A JSON-RPC request as the shop reads it. */
export interface ShopRequest {
  readonly id?: string | number;
  readonly method: string;
  readonly params?: { readonly [key: string]: unknown };
}

const versionMember = 'io.modelcontextprotocol/protocolVersion';
const annotations = { readOnlyHint: true };

/** What every tool of the shop answers for an order; `count` says how often this tool was called. */
export function orderOf(count: number): { readonly [key: string]: unknown } {
  return {
    id: 'O-7',
    total: 19.99,
    placed: '2026-02-28',
    count,
    lines: [
      { sku: 'A', qty: 12 },
      { sku: 'B', qty: 7 },
    ],
  };
}

const outputSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    total: { type: 'number' },
    placed: { type: 'string' },
    count: { type: 'integer' },
    lines: { type: 'array', items: { type: 'object' } },
  },
  required: ['id', 'total', 'placed', 'count', 'lines'],
};

/**
 * An MCP server of both eras in one function: any tool whose name begins with `free` declares no output schema, all others do. `names` are the
 * tools it lists. Returns the result or the error of one request, and null for a notification.
 */
export class Shop {
  readonly #names: readonly string[];
  readonly #called: (tool: string) => void;
  readonly #counts = new Map<string, number>();

  constructor(names: readonly string[], called: (tool: string) => void) {
    this.#names = names;
    this.#called = called;
  }

  answer(request: ShopRequest): string | null {
    if (request.id === undefined) return null;
    const meta = request.params?.['_meta'];
    const stateless = meta !== null && typeof meta === 'object' && versionMember in meta;
    const result = this.#result(request, stateless);
    return JSON.stringify({
      jsonrpc: '2.0',
      id: request.id,
      ...(result === null ? { error: { code: -32601, message: 'Method not found' } } : { result }),
    });
  }

  #result({ method, params = {} }: ShopRequest, stateless: boolean): object | null {
    const complete = stateless ? { resultType: 'complete' } : {};
    const cache = stateless ? { ttlMs: 0, cacheScope: 'private' } : {};
    if (method === 'initialize' && !stateless)
      return {
        protocolVersion: params['protocolVersion'],
        capabilities: { tools: {} },
        serverInfo: { name: 'shop', version: '1' },
      };
    if (method === 'server/discover' && stateless)
      return { ...complete, ...cache, supportedVersions: ['2026-07-28'], capabilities: { tools: {} } };
    if (method === 'tools/list') return { ...complete, ...cache, tools: this.#names.map(definition) };
    return method === 'tools/call' ? { ...complete, ...this.#call(String(params['name'])) } : null;
  }

  #call(tool: string): object {
    this.#called(tool);
    const count = (this.#counts.get(tool) ?? 0) + 1;
    this.#counts.set(tool, count);
    const structuredContent = orderOf(count);
    const content = [{ type: 'text', text: JSON.stringify(structuredContent) }];
    return tool.startsWith('free') ? { content } : { content, structuredContent };
  }
}

function definition(name: string): object {
  const inputSchema = { type: 'object', properties: { id: { type: 'string' } } };
  return { name, inputSchema, annotations, ...(!name.startsWith('free') && { outputSchema }) };
}
