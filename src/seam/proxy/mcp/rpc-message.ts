import type { Json } from '#base';

/** A JSON-RPC id: text or a number. */
export type RpcId = string | number;

/** What a proxy has to know of a JSON-RPC message; everything else passes unread. */
export type RpcMessage =
  | { readonly kind: 'request'; readonly id: RpcId; readonly method: string; readonly params: Members }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Members }
  | {
      readonly kind: 'response';
      readonly id: RpcId;
      readonly result: Json | undefined;
      readonly error: Json | undefined;
    }
  /** A batch, something malformed, or a protocol of tomorrow: forwarded as it is. */
  | { readonly kind: 'other' };

export type Members = { readonly [key: string]: Json };

const other: RpcMessage = { kind: 'other' };

/** Reads the shadow of a message; never throws, because what cannot be read is forwarded all the same. */
export function readRpcMessage(text: string): RpcMessage {
  const message = parsed(text);
  if (!isMembers(message)) return other;
  const { id, method, params, result, error } = message;
  const inside = isMembers(params) ? params : {};
  if (typeof method === 'string') {
    if (id === undefined) return { kind: 'notification', method, params: inside };
    return isRpcId(id) ? { kind: 'request', id, method, params: inside } : other;
  }
  return isRpcId(id) && (result !== undefined || error !== undefined) ? { kind: 'response', id, result, error } : other;
}

/** An id as a key: the text `1` and the number 1 differ. */
export function rpcKey(id: RpcId): string {
  return JSON.stringify(id);
}

export function isMembers(value: Json | undefined): value is Members {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isRpcId(value: Json | undefined): value is RpcId {
  return typeof value === 'string' || typeof value === 'number';
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
