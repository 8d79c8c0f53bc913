import { isJsonObject, type Json, type JsonObject } from '#base';

/** The id of a request: what the answer carries back, of the same type. */
export type RequestId = string | number;

/** A request, or a notification where `id` is null. */
export interface RpcMessage {
  readonly id: RequestId | null;
  readonly method: string;
  readonly params: JsonObject;
}

/** An answer that is an error, with the HTTP status that goes with it. */
export interface RpcError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly data?: Json;
}

/** Error codes of JSON-RPC 2.0 and of MCP 2026-07-28. */
export const rpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

/**
 * A body read as one JSON-RPC 2.0 message. Batches are refused: MCP took them out in 2025-06-18. An answer of the client's (it has no `method`)
 * is a message for nobody, because this server asks nothing.
 */
export function readMessage(body: string): RpcMessage | RpcError {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { status: 400, code: rpcCodes.parse, message: 'expected JSON' };
  }
  if (!isJsonObject(value) || value['jsonrpc'] !== '2.0') return invalidRequest('expected one JSON-RPC 2.0 message');
  const { id, method, params } = value;
  if (method === undefined && ('result' in value || 'error' in value)) return { id: null, method: '', params: {} };
  if (typeof method !== 'string') return invalidRequest('expected a method');
  if (params !== undefined && !isJsonObject(params)) return invalidRequest('expected params to be an object');
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number')
    return invalidRequest('expected id to be a text or a number');
  return { id: id ?? null, method, params: params ?? {} };
}

/** The text of an answer. */
export function answerText(id: RequestId | null, answer: { readonly result: Json } | RpcError): string {
  if ('result' in answer) return JSON.stringify({ jsonrpc: '2.0', id, result: answer.result });
  const { code, message, data } = answer;
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } });
}

function invalidRequest(message: string): RpcError {
  return { status: 400, code: rpcCodes.invalidRequest, message };
}
