// An MCP server over stdio with two tools, small enough to read; stands for your own.
import { createInterface } from 'node:readline';

const orders = [];
const text = { type: 'string' };
const tools = [
  { name: 'find_product', inputSchema: { type: 'object', properties: { name: text }, required: ['name'] } },
  {
    name: 'place_order',
    inputSchema: { type: 'object', properties: { product: text, request_id: text }, required: ['product'] },
  },
];

const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'shop', version: '1' },
  }),
  'tools/list': () => ({ tools }),
  'tools/call': ({ name, arguments: args }) => {
    if (name === 'place_order') orders.push(args.product);
    const found = name === 'place_order' ? { orders: orders.length } : { product: args.name, price: 12.5 };
    return { content: [{ type: 'text', text: JSON.stringify(found) }] };
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const answer = answers[method];
  const said =
    answer === undefined ? { error: { code: -32601, message: 'Method not found' } } : { result: answer(params) };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...said })}\n`);
});
