import type { ToolBox, ToolDefinition, ToolRequest, ToolResult } from '#worlds';

const integers = {
  type: 'object',
  properties: { a: { type: 'integer' }, b: { type: 'integer' } },
  required: ['a', 'b'],
  additionalProperties: false,
} as const;

const definitions: readonly ToolDefinition[] = [
  { name: 'add', description: 'The sum of two integers.', inputSchema: integers, effect: 'read' },
  {
    name: 'wait',
    description: 'Never answers.',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    effect: 'read',
  },
];

/** The tool box of the conformance suite: `add` answers, `wait` never does. Calls are kept in order. */
export class ConformanceBox implements ToolBox {
  readonly definitions = definitions;
  readonly calls: ToolRequest[] = [];
  private readonly waiting = Promise.withResolvers<void>();

  /** Resolves when `wait` has been called. */
  get waitCalled(): Promise<void> {
    return this.waiting.promise;
  }

  async call(request: ToolRequest): Promise<ToolResult> {
    this.calls.push(request);
    if (request.name === 'add') return add(request);
    if (request.name !== 'wait')
      return refusal('unknown-tool', `there is no tool ${request.name}; there are add and wait`);
    this.waiting.resolve();
    return new Promise((_resolve, reject) => {
      request.signal?.addEventListener('abort', () => reject(request.signal?.reason), { once: true });
    });
  }
}

function add({ arguments: given }: ToolRequest): ToolResult {
  const { a, b } = (given ?? {}) as { a?: unknown; b?: unknown };
  if (typeof a !== 'number' || typeof b !== 'number') return refusal('invalid-arguments', 'expected numbers a and b');
  return { text: JSON.stringify({ sum: a + b }), value: { sum: a + b }, isError: false, error: null };
}

function refusal(error: ToolResult['error'], text: string): ToolResult {
  return { text, value: null, isError: true, error };
}
