// What the seam is compared with: a relay built from the SDK's client and server, which records nothing.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: 'relay', version: '1' });
await client.connect(new StdioClientTransport({ command, args }));
const server = new Server({ name: 'relay', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler('tools/list', () => client.listTools());
server.setRequestHandler('tools/call', ({ params }) => client.callTool(params));
await server.connect(new StdioServerTransport());
