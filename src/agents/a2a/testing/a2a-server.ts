import type { IncomingMessage, ServerResponse } from 'node:http';
import { AgentCard, formatSSEEvent } from '@a2a-js/sdk';
import {
  type AgentExecutor,
  DefaultRequestHandler,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  ServerCallContext,
} from '@a2a-js/sdk/server';
import { answerJson, type LoopbackServer, loopbackServer, requestJson } from '../../testing/loopback-server.ts';

/** What stands before the agent: answers a request by itself and says so, or lets it through. */
export type Gate = (request: IncomingMessage, response: ServerResponse, body: unknown) => boolean;

/** An A2A agent behind the official SDK's request handler, on plain `node:http` because the SDK's own server part wants Express. */
export async function a2aServer(executor: AgentExecutor, streaming: boolean, gate: Gate): Promise<LoopbackServer> {
  let transport: JsonRpcTransportHandler | null = null;
  let card: unknown = null;
  const server = await loopbackServer(async (request, response) => {
    if (request.method === 'GET') return answerJson(response, card as never);
    const body = await requestJson(request);
    if (gate(request, response, body)) return;
    const context = new ServerCallContext({ requestedVersion: String(request.headers['a2a-version'] ?? '1.0') });
    await answer(response, await transport!.handle(body as Record<string, unknown>, context));
  });
  const described = agentCard(server.url, streaming);
  card = AgentCard.toJSON(described);
  transport = new JsonRpcTransportHandler(new DefaultRequestHandler(described, new InMemoryTaskStore(), executor));
  return server;
}

function agentCard(url: string, streaming: boolean): AgentCard {
  return AgentCard.fromJSON({
    name: 'scripted',
    description: 'Follows a script.',
    version: '1.2.3',
    supportedInterfaces: [{ url: `${url}/rpc`, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming },
    defaultInputModes: ['text/plain'],
    defaultOutputModes: ['text/plain'],
  });
}

async function answer(
  response: ServerResponse,
  result: Awaited<ReturnType<JsonRpcTransportHandler['handle']>>,
): Promise<void> {
  if (!(Symbol.asyncIterator in result)) return answerJson(response, result as never);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const event of result) {
    if (response.destroyed) return;
    response.write(formatSSEEvent(event));
  }
  response.end();
}
