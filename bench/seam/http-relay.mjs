// What the HTTP seam is compared with: `pipe` copies between sockets, `sdk` is a relay built from the SDK's client and server, which records
// nothing. Prints its port.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';

const [kind, target] = process.argv.slice(2);
const server = kind === 'pipe' ? pipe(Number(new URL(target).port)) : await relay(new URL(target));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));

function pipe(port) {
  return createTcpServer((socket) => {
    const other = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    other.setNoDelay(true);
    socket.pipe(other).pipe(socket);
    for (const one of [socket, other]) one.on('error', () => one.destroy());
  });
}

async function relay(url) {
  const { Server } = await import('@modelcontextprotocol/sdk/server/index.js');
  const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
  const { CallToolRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const client = new Client({ name: 'relay', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url));
  return createHttpServer(async (request, response) => {
    const its = new Server({ name: 'relay', version: '1' }, { capabilities: { tools: {} } });
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
    its.setRequestHandler(CallToolRequestSchema, ({ params }) => client.callTool(params));
    response.on('close', () => void its.close());
    await its.connect(transport);
    await transport.handleRequest(request, response);
  });
}
