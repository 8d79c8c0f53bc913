import type { Json } from '#base';
import type { ToolBox, ToolDefinition, ToolRequest, ToolResult } from '#worlds';

/** A shop of two orders with a ledger: enough to see what a fault does to an answer and to the world. */
export class ToyBox implements ToolBox {
  readonly definitions: readonly ToolDefinition[] = [
    definition('get_order', 'read', { id: { type: 'string' } }),
    definition('list_orders', 'read', {}),
    definition('refund', 'irreversible', { id: { type: 'string' }, amount: { type: 'number' } }),
    definition('greet', 'read', {}),
  ];
  /** Refunds that took place. */
  readonly ledger: Json[] = [];
  readonly orders = [
    { id: 'O-1', total: 19.99, placed: '2026-02-28', paid: true, lines: [{ sku: 'A', qty: 12 }] },
    { id: 'O-2', total: 250, placed: '2026-03-04', paid: false, lines: [] },
  ];

  async call({ name, arguments: args }: ToolRequest): Promise<ToolResult> {
    const { id, amount } = args as { id?: string; amount?: number };
    if (name === 'greet') return { text: 'Hello, there are 2 orders.', value: null, isError: false, error: null };
    if (name === 'list_orders') return answer({ orders: this.orders, nextCursor: 'c2', hasMore: true });
    const order = this.orders.find((one) => one.id === id);
    if (order === undefined) return { text: `no order ${id}`, value: null, isError: true, error: 'refused' };
    if (name === 'get_order') return answer(order);
    this.ledger.push({ id: order.id, amount: amount ?? 0 });
    return answer({ refunded: amount ?? 0, count: this.ledger.length });
  }
}

function answer(value: Json): ToolResult {
  return { text: JSON.stringify(value), value, isError: false, error: null };
}

function definition(
  name: string,
  effect: ToolDefinition['effect'],
  properties: { readonly [key: string]: Json },
): ToolDefinition {
  const inputSchema = { type: 'object', properties, required: Object.keys(properties) };
  return { name, description: `${name} of the shop`, inputSchema, effect };
}
