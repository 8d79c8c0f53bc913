import type { Json } from '#base';
import type { McpEra } from './mcp-era.ts';
import type { RpcId } from './rpc-message.ts';

/** The frame of a tool's own error: what the model is shown. */
export function toolErrorFrame(id: RpcId, text: string, era: McpEra): string {
  const result = { content: [{ type: 'text', text }], isError: true };
  return frame({ id, result: era === 'stateless' ? { resultType: 'complete', ...result } : result });
}

/** The frame of a protocol error. Codes of our own would have to lie outside of what JSON-RPC and the protocol reserve; services use -32603. */
export function rpcErrorFrame(id: RpcId, text: string, code = -32603): string {
  return frame({ id, error: { code, message: text } });
}

function frame(members: { readonly [key: string]: Json }): string {
  return JSON.stringify({ jsonrpc: '2.0', ...members });
}
