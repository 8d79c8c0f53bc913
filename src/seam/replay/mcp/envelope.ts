import { type Json, pointerOf } from '#base';
import { editJsonText } from '../../json/edit-json-text.ts';
import type { JsonPatchOperation } from '../../json/json-patch.ts';
import type { McpEra } from '../../proxy/mcp/mcp-era.ts';
import { isMembers, type Members, type RpcId, readRpcMessage } from '../../proxy/mcp/rpc-message.ts';

/** Results that say in the stateless era how long they may be kept. */
const cacheable: ReadonlySet<string> = new Set([
  'server/discover',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
]);
const reserved = 'io.modelcontextprotocol/';
const statelessMembers = ['resultType', 'ttlMs', 'cacheScope'];

/** A result of the seam's own as a message of the client's era. */
export function resultFrame(id: RpcId, result: Members, method: string, era: McpEra): string {
  const head = era === 'stateless' ? { resultType: 'complete' } : {};
  const cache = era === 'stateless' && cacheable.has(method) ? { ttlMs: 0, cacheScope: 'private' } : {};
  return JSON.stringify({ jsonrpc: '2.0', id, result: { ...head, ...cache, ...result } });
}

/**
 * A recorded response under the id and in the era of the client that asks now: what the eras say differently is put in or taken out, every other
 * byte of the recorded message stays. Null where the text is no response.
 */
export function envelopeFor(frame: string, id: RpcId, method: string, era: McpEra): string | null {
  const message = readRpcMessage(frame);
  if (message.kind !== 'response') return null;
  const changes = isMembers(message.result) ? eraChanges(message.result, method, era) : [];
  return editJsonText(frame, [{ op: 'replace', path: '/id', value: id }, ...changes]);
}

function eraChanges(result: Members, method: string, era: McpEra): JsonPatchOperation[] {
  return era === 'stateless' ? added(result, method) : removed(result);
}

function added(result: Members, method: string): JsonPatchOperation[] {
  const members: [string, Json][] = [['resultType', 'complete']];
  if (cacheable.has(method)) members.push(['ttlMs', 0], ['cacheScope', 'private']);
  return members
    .filter(([name]) => !Object.hasOwn(result, name))
    .map(([name, value]) => ({ op: 'add', path: `/result/${name}`, value }));
}

// Only where the era speaks: a tool of the older era may have a result type of its own.
function removed(result: Members): JsonPatchOperation[] {
  if (typeof result['resultType'] !== 'string') return [];
  const own = statelessMembers
    .filter((name) => Object.hasOwn(result, name))
    .map((name) => ({ op: 'remove', path: `/result/${name}` }) as const);
  const meta = isMembers(result['_meta']) ? Object.keys(result['_meta']) : [];
  const theirs = meta.filter((name) => name.startsWith(reserved));
  if (meta.length > 0 && theirs.length === meta.length) return [...own, { op: 'remove', path: '/result/_meta' }];
  return [...own, ...theirs.map((name) => ({ op: 'remove', path: pointerOf(['result', '_meta', name]) }) as const)];
}
