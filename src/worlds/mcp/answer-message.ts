import type { Json } from '#base';
import type { ToolBox } from '../tool.ts';
import { type RpcError, type RpcMessage, rpcCodes } from './json-rpc.ts';
import { handshakeVersions, statelessVersion } from './protocol-era.ts';

/** What the server says of itself. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
}

/** A message with what is needed to answer it. */
export interface Inquiry {
  readonly message: RpcMessage;
  readonly era: 'handshake' | 'stateless';
  readonly server: ServerInfo;
  readonly signal: AbortSignal;
}

/**
 * Answers one request of either era out of a tool box. Refusals, mistakes in the arguments and unknown tools are results with `isError`, as they
 * are on every other way to the tools, so that the model reads them.
 *
 * Rejects as {@link ToolBox.call} does.
 */
export async function answerMessage(box: ToolBox, inquiry: Inquiry): Promise<{ readonly result: Json } | RpcError> {
  const { message, era, server } = inquiry;
  switch (`${era} ${message.method}`) {
    case 'handshake initialize':
      return { result: handshake(message, server) };
    case 'handshake ping':
      return { result: {} };
    case 'stateless server/discover':
      return complete(server, { supportedVersions: [statelessVersion], capabilities: { tools: {} }, ...uncached });
    case 'handshake tools/list':
      return { result: { tools: listed(box) } };
    case 'stateless tools/list':
      return complete(server, { tools: listed(box), ...uncached });
    case 'handshake tools/call':
    case 'stateless tools/call':
      return callTool(box, inquiry);
    default:
      return { status: era === 'stateless' ? 404 : 200, code: rpcCodes.methodNotFound, message: 'method not found' };
  }
}

// Two trials never share a list: each has an address of its own
const uncached = { ttlMs: 0, cacheScope: 'private' } as const;

function handshake({ params }: RpcMessage, server: ServerInfo): Json {
  const version = handshakeVersions.find((known) => known === params['protocolVersion']) ?? handshakeVersions[0];
  return { protocolVersion: version, capabilities: { tools: {} }, serverInfo: { ...server } };
}

/** No annotations: what a tool does to the world is for the agent to find out from its description, whatever carries it. */
function listed(box: ToolBox): Json {
  return box.definitions.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
}

async function callTool(
  box: ToolBox,
  { message, era, server, signal }: Inquiry,
): Promise<{ readonly result: Json } | RpcError> {
  const { name, arguments: args = {} } = message.params;
  if (typeof name !== 'string') {
    const status = era === 'stateless' ? 400 : 200;
    return { status, code: rpcCodes.invalidParams, message: 'expected the name of a tool' };
  }
  const { text, isError } = await box.call({ name, arguments: args, signal });
  const result = { content: [{ type: 'text', text }], isError };
  return era === 'stateless' ? complete(server, result) : { result };
}

function complete(server: ServerInfo, members: { readonly [key: string]: Json }): { readonly result: Json } {
  const meta = { 'io.modelcontextprotocol/serverInfo': { ...server } };
  return { result: { ...members, resultType: 'complete', _meta: meta } };
}
