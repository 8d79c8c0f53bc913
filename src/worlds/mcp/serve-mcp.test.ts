import { createMCPClient } from '@ai-sdk/mcp';
import { Experimental_StdioMCPTransport as AiSdkStdio } from '@ai-sdk/mcp/mcp-stdio';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tillWorld } from '../testing/till-world.ts';
import { type ToolBox, type ToolRequest, ToolTransportError } from '../tool.ts';
import type { WorldSession } from '../world.ts';
import { type McpServing, serveMcp } from './serve-mcp.ts';

const info = { name: 'test', version: '1' };
let session: WorldSession;
let serving: McpServing;

beforeEach(async () => {
  session = tillWorld.open({ seed: 0 });
  serving = await serveMcp(session.tools, { name: 'till' });
});
afterEach(() => serving.close());

/** A client of some make, cut down to what the tests ask of it. */
interface AnyClient {
  tools(): Promise<readonly { readonly name: string; readonly description?: string | undefined }[]>;
  call(name: string, args: Record<string, unknown>): Promise<{ readonly text: string; readonly isError: boolean }>;
  close(): Promise<void>;
}

interface RawResult {
  readonly content?: unknown;
  readonly isError?: unknown;
}
const read = (raw: unknown): { text: string; isError: boolean } => {
  const { content, isError } = raw as RawResult;
  return { text: (content as { text: string }[]).map(({ text }) => text).join(), isError: isError === true };
};

async function official(transport: 'http' | 'stdio', mode: 'legacy' | 'auto'): Promise<AnyClient> {
  const client = new Client(info, { versionNegotiation: { mode } });
  const { command, args } = serving.stdio;
  await client.connect(
    transport === 'http'
      ? new StreamableHTTPClientTransport(new URL(serving.url))
      : new StdioClientTransport({ command, args: [...args] }),
  );
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args) => read(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

async function previous(transport: 'http' | 'stdio'): Promise<AnyClient> {
  const client = new ClientV1(info);
  const { command, args } = serving.stdio;
  const way =
    transport === 'http'
      ? new HttpV1(new URL(serving.url))
      : new StdioV1({ command, args: [...args], stderr: 'inherit' });
  await client.connect(way as Parameters<typeof client.connect>[0]);
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args) => read(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

async function aiSdk(transport: 'http' | 'stdio'): Promise<AnyClient> {
  const { command, args } = serving.stdio;
  const way =
    transport === 'http' ? { type: 'http' as const, url: serving.url } : new AiSdkStdio({ command, args: [...args] });
  const client = await createMCPClient({ transport: way });
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args) => {
      const tools = await client.tools();
      return read(await tools[name]?.execute?.(args, { toolCallId: '1', messages: [], context: {} }));
    },
    close: () => client.close(),
  };
}

const clients: readonly (readonly [string, () => Promise<AnyClient>])[] = [
  ['the official client over HTTP, with a handshake', () => official('http', 'legacy')],
  ['the official client over HTTP, as it negotiates', () => official('http', 'auto')],
  ['the official client over stdio, with a handshake', () => official('stdio', 'legacy')],
  ['the official client over stdio, as it negotiates', () => official('stdio', 'auto')],
  ['the previous official client over HTTP', () => previous('http')],
  ['the previous official client over stdio', () => previous('stdio')],
  ['the client of the AI SDK over HTTP', () => aiSdk('http')],
  ['the client of the AI SDK over stdio', () => aiSdk('stdio')],
];

describe.each(clients)('%s', (_name, connect) => {
  it('lists the tools and calls them on the one world of the trial', async () => {
    const client = await connect();
    try {
      const tools = await client.tools();
      expect(tools.map(({ name }) => name)).toEqual(['get_account', 'pay_out', 'set_owner', 'add_note']);
      expect(tools[0]?.description).toBe('Looks up an account by its id.');
      expect(await client.call('pay_out', { account: 'A-1', cents: 300 })).toEqual({
        text: '{"left":700,"at":"2026-03-10T09:00:00.000Z"}',
        isError: false,
      });
      expect(await client.call('pay_out', { account: 'A-2', cents: 60 })).toEqual({
        text: 'account A-2 holds less than 60',
        isError: true,
      });
      expect(await client.call('pay_out', { account: 'A-1' })).toEqual({
        text: 'pay_out: cents: expected number, got nothing',
        isError: true,
      });
      expect(session.ledger()).toHaveLength(1);
    } finally {
      await client.close();
    }
  });
});

describe('the stdio bridge', () => {
  it('carries text that headers cannot, and many calls at once', async () => {
    const client = await official('stdio', 'auto');
    try {
      expect(await client.call('kündigen\n', {})).toMatchObject({
        isError: true,
        text: expect.stringContaining('unknown tool'),
      });
      const calls = Array.from({ length: 20 }, (_, at) => client.call('add_note', { text: `${at}\u{2028}\n` }));
      expect(await Promise.all(calls)).toHaveLength(20);
      expect(session.ledger()).toHaveLength(20);
    } finally {
      await client.close();
    }
  });

  it('answers with an error when the trial is over', async () => {
    const client = await official('stdio', 'auto');
    try {
      await serving.close();
      await expect(client.call('get_account', { account: 'A-1' })).rejects.toThrow(/connection to the server was lost/);
    } finally {
      await client.close();
    }
  });
});

/** A tool box whose way to the tools is broken. */
function brokenBox(error: Error): ToolBox {
  return { definitions: session.tools.definitions, call: () => Promise.reject(error) };
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_account', arguments: {} } };

describe('a broken way to a tool', () => {
  it('breaks the connection, and only that one', async () => {
    const broken = await serveMcp(brokenBox(new ToolTransportError('connection-reset', 'reset')), { name: 'x' });
    await expect(post(broken.url, call)).rejects.toThrow('fetch failed');
    expect((await post(broken.url, { jsonrpc: '2.0', id: 2, method: 'tools/list' })).status).toBe(200);
    await broken.close();
  });

  it('breaks all further ones when the server is gone', async () => {
    const broken = await serveMcp(brokenBox(new ToolTransportError('server-gone', 'gone')), { name: 'x' });
    await expect(post(broken.url, call)).rejects.toThrow('fetch failed');
    await expect(post(broken.url, { jsonrpc: '2.0', id: 2, method: 'tools/list' })).rejects.toThrow('fetch failed');
    await broken.close();
  });

  it('leaves the caller waiting when it was a timeout, until the trial is over', async () => {
    const called = Promise.withResolvers<void>();
    const box: ToolBox = {
      definitions: [],
      call: () => {
        called.resolve();
        return Promise.reject(new ToolTransportError('timeout', 'timeout'));
      },
    };
    const broken = await serveMcp(box, { name: 'x' });
    const waiting = post(broken.url, call).then(
      () => 'answered',
      () => 'broken',
    );
    await called.promise;
    await broken.close();
    expect(await waiting).toBe('broken');
  });

  it('is an error in words when the trial breaks the call off', async () => {
    const broken = await serveMcp(brokenBox(new DOMException('over', 'AbortError')), { name: 'x' });
    expect(await (await post(broken.url, call)).json()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32603, message: 'the call was broken off' },
    });
    await broken.close();
  });
});

describe('the address', () => {
  it('is different for each trial, and none of them after the trial', async () => {
    const other = await serveMcp(session.tools, { name: 'till' });
    expect(new URL(other.url).host).toBe(new URL(serving.url).host);
    expect(other.url).not.toBe(serving.url);
    await other.close();
    expect((await post(other.url, call)).status).toBe(404);
    await serving.close();
    await expect(post(serving.url, call)).rejects.toThrow('fetch failed');
  });

  it('starts again after all have stopped', async () => {
    await serving.close();
    await serving.close();
    serving = await serveMcp(session.tools, { name: 'till' });
    expect((await post(serving.url, call)).status).toBe(200);
  });

  it('keeps what starts and stops at the same time apart', async () => {
    const round = async (): Promise<number> => {
      const one = await serveMcp(session.tools, { name: 'till' });
      const { status } = await post(one.url, call);
      await one.close();
      return status;
    };
    await serving.close();
    expect(new Set(await Promise.all(Array.from({ length: 30 }, round)))).toEqual(new Set([200]));
  });
});

describe('a request that is no good', () => {
  const meta = (version: string) => ({
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': info,
    'io.modelcontextprotocol/clientCapabilities': {},
  });
  const list = (version: string) => ({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta(version) } });
  const bare = {
    ...list('2026-07-28'),
    params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
  };
  const stateless = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };

  // Statuses and codes as the specification has them, and as createMcpHandler of @modelcontextprotocol/server 2.4.0 answered the same requests
  const cases: readonly (readonly [string, unknown, Record<string, string>, number, number])[] = [
    ['no JSON', '{bad', {}, 400, -32700],
    ['a batch', '[]', {}, 400, -32600],
    ['an unknown method', { jsonrpc: '2.0', id: 1, method: 'nope' }, {}, 200, -32601],
    [
      'an unknown method, stateless',
      { ...list('2026-07-28'), method: 'nope' },
      { ...stateless, 'mcp-method': 'nope' },
      404,
      -32601,
    ],
    ['a version nobody speaks', list('2027-07-28'), { 'mcp-protocol-version': '2027-07-28' }, 400, -32022],
    ['a version that the header contradicts', list('2027-07-28'), stateless, 400, -32020],
    ['a client without capabilities', bare, stateless, 400, -32602],
    ['headers that contradict the body', list('2026-07-28'), { ...stateless, 'mcp-method': 'tools/call' }, 400, -32020],
    [
      'a version in the header alone',
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { 'mcp-protocol-version': '2099-01-01' },
      400,
      -32602,
    ],
  ];

  it.each(cases)('is refused: %s', async (_name, body, headers, status, code) => {
    const response = await post(serving.url, body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('is none: a client that does not say who it is', async () => {
    const { 'io.modelcontextprotocol/clientInfo': _who, ...unnamed } = meta('2026-07-28');
    expect((await post(serving.url, { ...list('2026-07-28'), params: { _meta: unnamed } }, stateless)).status).toBe(
      200,
    );
  });

  it('is refused: another method, another type, too long', async () => {
    expect((await fetch(serving.url)).status).toBe(405);
    expect((await fetch(serving.url, { method: 'DELETE' })).status).toBe(405);
    expect((await post(serving.url, call, { 'content-type': 'text/plain' })).status).toBe(415);
    const long = await post(serving.url, 'x'.repeat(5_000_000)).catch(() => null);
    expect(long === null ? 413 : long.status).toBe(413);
  });

  it('is refused: from a web page, or under a foreign name', async () => {
    expect((await post(serving.url, call, { origin: 'https://example.com' })).status).toBe(403);
    expect((await post(serving.url, call, { origin: 'null' })).status).toBe(403);
    expect((await post(serving.url, call, { origin: new URL(serving.url).origin })).status).toBe(200);
    expect(await statusForHost('attacker.example:80')).toBe(403);
    expect(await statusForHost('localhost')).toBe(200);
  });

  it('reaches no other trial by a guess', async () => {
    expect((await post(new URL('/mcp', serving.url).href, call)).status).toBe(404);
    expect((await post(`${serving.url}/`, call)).status).toBe(404);
  });

  async function statusForHost(host: string): Promise<number> {
    const { request } = await import('node:http');
    return new Promise((resolve, reject) => {
      const sent = request(serving.url, { method: 'POST', headers: { host, 'content-type': 'application/json' } });
      sent.on('error', reject).on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.end(JSON.stringify(call));
    });
  }
});

describe('a call', () => {
  it('reaches the tool box as it was made, whatever its arguments are', async () => {
    const seen: ToolRequest[] = [];
    const box: ToolBox = {
      definitions: [],
      call: async (request) => {
        seen.push(request);
        return { text: 'no', value: null, isError: true, error: 'unknown-tool' };
      },
    };
    const odd = await serveMcp(box, { name: 'x' });
    const params = '{"name":"n","arguments":{"__proto__":{"x":1},"deep":[[[]]]}}';
    await post(odd.url, `{"jsonrpc":"2.0","id":"a","method":"tools/call","params":${params}}`);
    await post(odd.url, { ...call, params: { name: 'n' } });
    expect(seen.map((request) => JSON.stringify(request.arguments))).toEqual([
      '{"__proto__":{"x":1},"deep":[[[]]]}',
      '{}',
    ]);
    await odd.close();
  });

  it('is cancelled in the stateless era when its client goes away', async () => {
    const cancelled = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    const box: ToolBox = {
      definitions: [],
      call: ({ signal }) => {
        called.resolve();
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            cancelled.resolve();
            reject(signal.reason);
          });
        });
      },
    };
    const slow = await serveMcp(box, { name: 'x' });
    const client = new Client(info, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(new URL(slow.url)));
    const controller = new AbortController();
    const asked = client.callTool({ name: 'n', arguments: {} }, { signal: controller.signal });
    const failed = expect(asked).rejects.toThrow();
    await called.promise;
    controller.abort();
    await cancelled.promise;
    await failed;
    await client.close();
    await slow.close();
  });
});
