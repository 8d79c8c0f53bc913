// A stdio server of odd habits for the byte-identity tests: it answers `tools/call` with the very line that the arguments give, with `ID` as the
// request's id, and keeps a count of the calls that reached it.
import { createInterface } from 'node:readline';

let calls = 0;
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  let message;
  try {
    message = JSON.parse(line);
  } catch {
    process.stdout.write(`heard ${line}\n`);
    return;
  }
  const { id, method, params } = message;
  if (method === 'tools/list') {
    const tools = [
      {
        name: 'read',
        inputSchema: { type: 'object', properties: { reply: {} } },
        annotations: { readOnlyHint: true },
        'x-vendor': 1.0,
      },
      {
        name: 'pay',
        inputSchema: { type: 'object' },
        outputSchema: { type: 'object', properties: { paid: { type: 'number' } }, required: ['paid'] },
      },
    ];
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: { tools } })}\n`);
    return;
  }
  if (method !== 'tools/call') {
    process.stdout.write(`${line.replace(/"method"/, '"heard"')}\n`);
    return;
  }
  calls++;
  const { reply, exit } = params.arguments ?? {};
  if (exit !== undefined) process.exit(exit);
  const text =
    reply ??
    `{"jsonrpc":"2.0","id":ID,"result":{"content":[{"type":"text","text":"{\\"paid\\": ${calls}.0}"}],"structuredContent":{"paid": ${calls}.0}}}`;
  process.stdout.write(`${text.replaceAll('ID', JSON.stringify(id))}\n`);
});
