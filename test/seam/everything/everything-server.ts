/**
 * A server with what the official conformance suite asks for, over streamable HTTP: sessions for the revisions with a handshake, no sessions for
 * 2026-07-28. Says its address on standard output.
 *
 * Usage: node everything-server.ts
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  localhostHostValidation,
  localhostOriginValidation,
  type NodeIncomingMessageLike,
  NodeStreamableHTTPServerTransport,
  toNodeHandler,
  toWebRequest,
} from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest, McpServer } from '@modelcontextprotocol/server';
import { addPromptsAndResources } from './prompts-and-resources.ts';
import { addTools, verifyState } from './tools.ts';

function everything(): McpServer {
  const server = new McpServer(
    { name: 'everything', version: '1' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        completions: {},
        logging: {},
      },
      requestState: { verify: verifyState },
    },
  );
  addTools(server);
  addPromptsAndResources(server);
  return server;
}

const handler = createMcpHandler(everything, { legacy: 'reject' });
const stateless = toNodeHandler(handler);
const sessions = new Map<string, NodeStreamableHTTPServerTransport>();
const hostIsLocal = localhostHostValidation();
const originIsLocal = localhostOriginValidation();

const listener = createServer(async (request, response) => {
  if (!hostIsLocal(request, response) || !originIsLocal(request, response)) return;
  const body = request.method === 'POST' ? await bodyOf(request) : undefined;
  if (await isLegacyRequest(await toWebRequest(request as NodeIncomingMessageLike, body), body))
    await serveSession(request, response, body);
  else await stateless(request as NodeIncomingMessageLike, response, body);
  const name = nameOf(body);
  if (name === 'test_trigger_tool_change') handler.notify.toolsChanged();
  if (name === 'test_trigger_prompt_change') handler.notify.promptsChanged();
});

async function serveSession(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
  const id = request.headers['mcp-session-id'];
  const known = typeof id === 'string' ? sessions.get(id) : undefined;
  if (typeof id === 'string' && known === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Session not found');
    return;
  }
  await (known ?? (await openSession())).handleRequest(request, response, body);
}

async function openSession(): Promise<NodeStreamableHTTPServerTransport> {
  const transport: NodeStreamableHTTPServerTransport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id: string) => void sessions.set(id, transport),
    onsessionclosed: (id: string) => void sessions.delete(id),
  });
  await everything().connect(transport);
  return transport;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

function nameOf(body: unknown): unknown {
  return (body as { params?: { name?: unknown } } | null | undefined)?.params?.name;
}

listener.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/mcp\n`);
});
