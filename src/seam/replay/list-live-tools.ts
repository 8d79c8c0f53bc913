import type { Json } from '#base';
import { SseSplitter } from '../proxy/http/sse-splitter.ts';
import { isMembers, type Members, readRpcMessage } from '../proxy/mcp/rpc-message.ts';

const limits = { timeoutMs: 10_000, pages: 100, bodyBytes: 16 * 1024 * 1024 };
const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'seatrial', version: '1' },
};

/**
 * The tools that an MCP server over HTTP lists now, asked without a handshake first and with one where the server wants it. Null where it cannot be
 * asked: nobody there, credentials wanted, no answer in ten seconds.
 */
export async function listLiveTools(url: string): Promise<readonly Json[] | null> {
  try {
    return (await listed(url, statelessHeaders, { _meta: meta })) ?? (await listedWithHandshake(url));
  } catch {
    return null;
  }
}

const statelessHeaders = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };

async function listedWithHandshake(url: string): Promise<readonly Json[] | null> {
  const opened = await post(
    url,
    'initialize',
    {},
    {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'seatrial', version: '1' },
    },
  );
  const session = opened.session === null ? {} : { 'mcp-session-id': opened.session };
  const headers = { ...session, 'mcp-protocol-version': '2025-11-25' };
  await fetch(url, {
    method: 'POST',
    headers: { ...accepts, ...headers },
    body: '{"jsonrpc":"2.0","method":"notifications/initialized"}',
    signal: AbortSignal.timeout(limits.timeoutMs),
  });
  return listed(url, headers, {});
}

async function listed(url: string, headers: Record<string, string>, params: Members): Promise<Json[] | null> {
  const tools: Json[] = [];
  let cursor: Json | undefined;
  for (let page = 0; page < limits.pages; page++) {
    const { result } = await post(url, 'tools/list', headers, { ...params, ...(cursor !== undefined && { cursor }) });
    if (result === null || !Array.isArray(result['tools'])) return null;
    tools.push(...(result['tools'] as Json[]));
    cursor = result['nextCursor'];
    if (cursor === undefined) return tools;
  }
  return tools;
}

const accepts = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function post(
  url: string,
  method: string,
  headers: Record<string, string>,
  params: Members,
): Promise<{ result: Members | null; session: string | null }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...accepts, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(limits.timeoutMs),
  });
  const session = response.headers.get('mcp-session-id');
  return { result: resultIn(await bounded(response)), session };
}

async function bounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > limits.bodyBytes) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function resultIn(body: string): Members | null {
  const events = new SseSplitter().push(Buffer.from(body)).flatMap(({ data }) => data ?? []);
  for (const text of [body, ...events]) {
    const message = readRpcMessage(text);
    if (message.kind === 'response') return isMembers(message.result) ? message.result : null;
  }
  return null;
}
