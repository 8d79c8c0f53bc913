import type { Json } from '#base';
import type { ToolBox, ToolDefinition, ToolRequest, ToolResult } from '#worlds';

/** Tools whose answers tell the how-manieth they are: `peek` reads a name and gives `a1`, then `a2`; `pay` writes; `fail` refuses. */
export class CountingBox implements ToolBox {
  readonly definitions: readonly ToolDefinition[] = [
    definition('peek', 'read', { name: { type: 'string' }, page: { type: 'integer' } }),
    definition('pay', 'irreversible', { amount: { type: 'number' }, to: { type: 'string' } }),
    definition('fail', 'read', {}),
  ];
  readonly #seen = new Map<string, number>();
  calls = 0;

  async call({ name, arguments: args }: ToolRequest): Promise<ToolResult> {
    this.calls++;
    if (name === 'fail') return { text: 'no such thing', value: null, isError: true, error: 'refused' };
    const what = name === 'peek' ? String((args as { name?: string }).name) : 'paid';
    const count = (this.#seen.get(what) ?? 0) + 1;
    this.#seen.set(what, count);
    const value = { is: `${what}${count}` };
    return { text: JSON.stringify(value), value, isError: false, error: null };
  }
}

function definition(
  name: string,
  effect: ToolDefinition['effect'],
  properties: { readonly [key: string]: Json },
): ToolDefinition {
  return { name, description: `${name} something`, inputSchema: { type: 'object', properties }, effect };
}
