// The other side of the HTTP bench: answers each POST with a JSON document of about 200 bytes. Prints its port.
import { createServer } from 'node:http';

const text = 'x'.repeat(120);
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (chunks.length === 0) {
      response.writeHead(405).end();
      return;
    }
    const { id, method, model } = JSON.parse(Buffer.concat(chunks).toString());
    if (method?.startsWith('notifications/')) {
      response.writeHead(202).end();
      return;
    }
    const result =
      method === 'initialize'
        ? { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'echo', version: '1' } }
        : { content: [{ type: 'text', text }] };
    const answer =
      model === undefined
        ? { jsonrpc: '2.0', id, result }
        : { choices: [{ message: { role: 'assistant', content: text } }], model };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
