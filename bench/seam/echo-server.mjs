// The other side of the stdio bench: answers each request with a result of about 200 bytes.
import { createInterface } from 'node:readline';

const text = 'x'.repeat(120);
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  if (id === undefined) return;
  const tools = [{ name: 'read', inputSchema: { type: 'object' } }];
  const result =
    method === 'initialize'
      ? { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'echo', version: '1' } }
      : method === 'tools/list'
        ? { tools }
        : { content: [{ type: 'text', text }] };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
});
