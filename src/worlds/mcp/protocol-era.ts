import type { IncomingHttpHeaders } from 'node:http';
import { isJsonObject } from '#base';
import { type RpcError, type RpcMessage, rpcCodes } from './json-rpc.ts';

/** Revisions with a handshake, newest first. */
export const handshakeVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
/** The revision in which each request speaks for itself. */
export const statelessVersion = '2026-07-28';

const versionKey = 'io.modelcontextprotocol/protocolVersion';
const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';

/**
 * Which of the two eras of MCP a request belongs to, by its `_meta`; or why it belongs to none.
 *
 * In the stateless era the headers repeat the body (`MCP-Protocol-Version`, `Mcp-Method`, `Mcp-Name`) and must agree with it.
 * Source: MCP 2026-07-28, base protocol and transports; 2025-11-25 for the other era.
 */
export function protocolEra(message: RpcMessage, headers: IncomingHttpHeaders): 'handshake' | 'stateless' | RpcError {
  const meta = message.params['_meta'];
  const version = isJsonObject(meta) ? meta[versionKey] : undefined;
  const header = headers['mcp-protocol-version'];
  if (version === undefined) return handshakeEra(message, header);
  const contradicted = mismatch([['mcp-protocol-version', version]], headers);
  if (contradicted !== null) return contradicted;
  if (version !== statelessVersion) return unsupported(version);
  const other = mismatch(claimsOf(message), headers);
  if (other !== null) return other;
  return isJsonObject(meta) && isJsonObject(meta[capabilitiesKey])
    ? 'stateless'
    : invalid(`expected ${capabilitiesKey} in _meta`);
}

function handshakeEra({ id, method }: RpcMessage, header: string | string[] | undefined): 'handshake' | RpcError {
  const known = header === undefined || handshakeVersions.some((version) => version === header);
  if (known || id === null || method === 'initialize') return 'handshake';
  return invalid(`MCP-Protocol-Version is ${String(header).slice(0, 40)}, but _meta does not name that version`);
}

/** A header, and what the body says in its place. */
type HeaderClaim = readonly [header: string, value: unknown];

function claimsOf({ method, params }: RpcMessage): readonly HeaderClaim[] {
  const claims: readonly HeaderClaim[] = [['mcp-method', method]];
  return method === 'tools/call' ? [...claims, ['mcp-name', params['name']]] : claims;
}

function mismatch(claims: readonly HeaderClaim[], headers: IncomingHttpHeaders): RpcError | null {
  const wrong = claims.find(([header, value]) => decoded(headers[header]) !== value);
  if (wrong === undefined) return null;
  return { status: 400, code: rpcCodes.headerMismatch, message: `header ${wrong[0]} does not say what the body says` };
}

/** Values that are no plain header text travel as `=?base64?…?=`. */
function decoded(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  const coded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(text ?? '');
  return coded?.[1] === undefined ? text : Buffer.from(coded[1], 'base64').toString('utf8');
}

function unsupported(version: unknown): RpcError {
  return {
    status: 400,
    code: rpcCodes.unsupportedVersion,
    message: 'unsupported protocol version',
    data: { supported: [statelessVersion], requested: String(version).slice(0, 40) },
  };
}

function invalid(message: string): RpcError {
  return { status: 400, code: rpcCodes.invalidParams, message };
}
