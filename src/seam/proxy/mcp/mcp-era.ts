import type { Members } from './rpc-message.ts';

/** `session`: an initialize handshake and optional session ids (to 2025-11-25). `stateless`: every request says what it needs (from 2026-07-28). */
export type McpEra = 'session' | 'stateless';

const versionMember = 'io.modelcontextprotocol/protocolVersion';
const firstStateless = '2026-07-28';

/** The protocol revision a request names in itself or in its header; null where it names none. Revisions are dates. */
export function requestedRevision(params: Members, header?: string): string | null {
  const meta = params['_meta'];
  const named =
    meta !== null && typeof meta === 'object' && !Array.isArray(meta) ? (meta as Members)[versionMember] : undefined;
  if (typeof named === 'string') return named.slice(0, 40);
  return header?.slice(0, 40) ?? null;
}

/** The era of a revision; without one it is the older. */
export function eraOf(revision: string | null): McpEra {
  return revision !== null && /^\d{4}-\d{2}-\d{2}$/.test(revision) && revision >= firstStateless
    ? 'stateless'
    : 'session';
}
