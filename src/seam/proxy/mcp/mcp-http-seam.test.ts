import { request } from 'node:http';
import { createMCPClient } from '@ai-sdk/mcp';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '#schema';
import { serveMcp } from '#worlds';
import { answerEvents, answerJson, ScriptedServer } from '../../testing/scripted-server.ts';
import { SeamBench } from '../../testing/seam-bench.ts';
import { ToyBox } from '../../testing/toy-box.ts';

const info = { name: 'test', version: '1' };
const accept = 'application/json, text/event-stream';

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept, ...headers },
  });
}

const call = (id: number, name = 'pay', args: unknown = {}): unknown => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
const result = (id: number): string =>
  `{ "jsonrpc":"2.0", "id":${id}, "result":{"content":[{"type":"text","text":"{\\"paid\\": 1.0}"}],"structuredContent":{"paid": 1.0},"x":12345678901234567890}}`;

/** A sandboxed server that answers every call with {@link result}, as a document or as a stream. */
async function paying(
  rules: FaultPlanInput['rules'] | null,
  stream = false,
): Promise<AsyncDisposable & { url: string; server: ScriptedServer; bench: SeamBench }> {
  const server = await ScriptedServer.start(({ body }, response) => {
    const { id } = JSON.parse(body) as { id: number };
    if (stream)
      answerEvents(response, [
        ': ping',
        'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}',
        `event: message\nid: 9\ndata: ${result(id)}`,
        ': end',
      ]);
    else answerJson(response, result(id));
  });
  const bench = await SeamBench.start({ shop: { kind: 'mcp-http', url: `${server.url}/mcp`, sandbox: true } }, rules);
  return {
    url: bench.address('shop'),
    server,
    bench,
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('McpHttpSeam', () => {
  it.each<
    [
      string,
      (
        url: URL,
      ) => Promise<{ call(name: string, args: Record<string, unknown>): Promise<unknown>; close(): Promise<void> }>,
    ]
  >([
    ['SDK v2, stateless', async (url) => official(url, 'auto')],
    ['SDK v2, with a handshake', async (url) => official(url, 'legacy')],
    ['SDK v1', async (url) => previous(url)],
    ['AI SDK', async (url) => aiSdk(url)],
  ])('is used by %s as the server itself would be', async (_, connect) => {
    const world = new ToyBox();
    const serving = await serveMcp(world, { name: 'shop' });
    await using bench = await SeamBench.start({ shop: { kind: 'mcp-http', url: serving.url } });
    const client = await connect(new URL(bench.address('shop')));
    expect(JSON.stringify(await client.call('get_order', { id: 'O-1' }))).toContain('19.99');
    expect(JSON.stringify(await client.call('refund', { id: 'O-1', amount: 5 }))).toContain('refunded');
    await client.close();
    await serving.close();
    expect(world.ledger).toHaveLength(1);
    expect((await bench.eventsOf('call')).map(({ operation }) => operation)).toEqual(['get_order', 'refund']);
    expect(await bench.eventsOf('reply')).toMatchObject([
      { outcome: 'result', delivered: true },
      { outcome: 'result' },
    ]);
    expect((await bench.eventsOf('catalog'))[0]).toMatchObject({ server: 'shop' });
  });

  it.each([false, true])(
    'passes an answer byte for byte, comments and notifications included (stream: %s)',
    async (stream) => {
      await using seam = await paying(null, stream);
      const through = await (await post(seam.url, call(1))).text();
      expect(through).toBe(await (await post(`${seam.server.url}/mcp`, call(1))).text());
      expect(seam.server.seen[0]).toMatchObject({ path: '/mcp', method: 'POST', body: JSON.stringify(call(1)) });
    },
  );

  it('holds no event of a stream back', async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    await using server = await ScriptedServer.start(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': first\n\n');
      await heard;
      response.end(`data: ${result(1)}\n\n`);
    });
    await using bench = await SeamBench.start({ shop: { kind: 'mcp-http', url: server.url } });
    const { body } = await post(bench.address('shop'), call(1));
    const reader = body?.getReader();
    // the server goes on only once the client has its first comment
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(': first\n\n');
    hear();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('paid');
  });

  it.each([false, true])('changes a value and not one byte more (stream: %s)', async (stream) => {
    await using seam = await paying(
      [{ id: 'w', fault: { kind: 'wrong-value', path: '/paid', mutate: { by: 'scale', factor: 7 } } }],
      stream,
    );
    const text = await (await post(seam.url, call(1))).text();
    const clean = await (await post(`${seam.server.url}/mcp`, call(1))).text();
    expect(text).toBe(
      clean
        .replaceAll('1.0', '7')
        .replace('event: message\ndata: {"jsonrpc":"7"', 'event: message\ndata: {"jsonrpc":"2.0"'),
    );
    expect(await seam.bench.marks()).toMatchObject([
      { delivered: true, groundTruth: [{ op: 'replace', path: '/paid', value: 1 }] },
    ]);
  });

  it.each<[string, FaultPlanInput['rules'][number]['fault'], number, RegExp, number]>([
    ['a tool error', { kind: 'rate-limit' }, 200, /"isError":true/, 0],
    ['a status', { kind: 'rate-limit', surface: 'http', retryAfterS: 3 }, 429, /./, 0],
    ['a protocol error', { kind: 'server-error', surface: 'rpc-error' }, 200, /-32603/, 0],
    ['an unknown tool', { kind: 'tool-gone' }, 200, /Unknown tool: pay/, 0],
    ['half a frame', { kind: 'truncate', surface: 'frame', keep: 0.5 }, 200, /^\{ "jsonrpc":"2\.0".{20,80}$/, 1],
    ['an empty result', { kind: 'empty' }, 200, /"structuredContent":\{\}/, 1],
    ['one answer to two deliveries', { kind: 'duplicate-delivery' }, 200, /"paid": 1\.0/, 2],
    ['two answers', { kind: 'duplicate-reply' }, 200, /"paid".*\n*.*"paid"/s, 1],
  ])('gives the client %s', async (_, fault, status, body, reached) => {
    await using seam = await paying([{ id: 'f', fault }]);
    const answer = await post(seam.url, call(1));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '3' : null);
    expect(await answer.text()).toMatch(body);
    expect(seam.server.seen).toHaveLength(reached);
    expect(await seam.bench.marks()).toMatchObject([{ kind: fault.kind, realised: true, delivered: true }]);
  });

  it.each<[string, FaultPlanInput['rules'][number]['fault'], number]>([
    ['before the server hears of it', { kind: 'reset' }, 0],
    ['after the server has acted', { kind: 'lost-acknowledgement' }, 1],
    ['when it is let go', { kind: 'hang', releaseAfterMs: 5 }, 0],
    ['in the middle of a document', { kind: 'truncate', surface: 'stream' }, 1],
  ])('breaks the connection %s', async (_, fault, reached) => {
    await using seam = await paying([{ id: 'f', fault }]);
    await expect(post(seam.url, call(1)).then((answer) => answer.text())).rejects.toThrow();
    expect(seam.server.seen).toHaveLength(reached);
    expect(await seam.bench.marks()).toMatchObject([{ kind: fault.kind, delivered: true }]);
    if (reached === 1) expect(await seam.bench.eventsOf('reply')).toMatchObject([{ truth: { text: result(1) } }]);
  });

  it('ends a stream before its answer', async () => {
    await using seam = await paying([{ id: 'f', fault: { kind: 'truncate', surface: 'stream' } }], true);
    const text = await (await post(seam.url, call(1))).text();
    expect(text).toContain('notifications/progress');
    expect(text).not.toContain('paid');
  });

  it('loses a session for good, and another session works', async () => {
    await using seam = await paying([{ id: 's', when: { nth: [1] }, fault: { kind: 'session-lost' } }]);
    expect((await post(seam.url, call(1), { 'mcp-session-id': 'a' })).status).toBe(404);
    expect((await post(seam.url, call(2), { 'mcp-session-id': 'a' })).status).toBe(404);
    expect((await post(seam.url, call(3), { 'mcp-session-id': 'b' })).status).toBe(200);
    expect(seam.server.seen).toHaveLength(1);
  });

  it('counts a fault as delivered only while the client waits, and says what the server had answered', async () => {
    await using seam = await paying([{ id: 'd', fault: { kind: 'delay', ms: 60_000, phase: 'post' } }]);
    const gone = new AbortController();
    const asked = post(seam.url, call(1));
    void asked.catch(() => {});
    const abandoned = fetch(seam.url, {
      method: 'POST',
      body: JSON.stringify(call(2)),
      headers: { accept },
      signal: gone.signal,
    });
    await expect.poll(() => seam.server.seen.length, { timeout: 30_000 }).toBe(2);
    gone.abort();
    await expect(abandoned).rejects.toThrow();
    await expect
      .poll(() => seam.bench.eventsOf('reply'), { timeout: 30_000 })
      .toMatchObject([{ delivered: false, body: { text: result(2) } }]);
  });

  it('breaks the connection where the server cannot be reached, and blames no fault', async () => {
    await using bench = await SeamBench.start({ shop: { kind: 'mcp-http', url: 'http://127.0.0.1:1/mcp' } });
    await expect(post(bench.address('shop'), call(1))).rejects.toThrow();
    expect(await bench.eventsOf('reply')).toMatchObject([{ source: 'live', outcome: 'transport' }]);
    expect(await bench.eventsOf('note')).toMatchObject([{ name: 'upstream-failed', value: { code: 'ECONNREFUSED' } }]);
  });

  it('keeps calls of unknown effect from a live server while faults are planned, and passes them otherwise', async () => {
    await using server = await ScriptedServer.start((_, response) => answerJson(response, result(1)));
    const live = { shop: { kind: 'mcp-http', url: server.url } } as const;
    await using planned = await SeamBench.start(live, [
      { id: 'f', where: { tool: 'other' }, fault: { kind: 'reset' } },
    ]);
    expect(await (await post(planned.address('shop'), call(1))).text()).toContain('not permitted');
    await using allowed = await SeamBench.start({ shop: { ...live.shop, effects: { pay: 'read' } } }, [
      { id: 'f', where: { tool: 'other' }, fault: { kind: 'reset' } },
    ]);
    expect(await (await post(allowed.address('shop'), call(1))).text()).toBe(result(1));
    await using recorded = await SeamBench.start(live);
    expect(await (await post(recorded.address('shop'), call(1))).text()).toBe(result(1));
    expect(server.seen).toHaveLength(2);
  });

  it.each<[string, Record<string, string>]>([
    ['a foreign Host', { host: 'evil.example' }],
    ['a foreign Origin', { origin: 'http://evil.example' }],
    ['an Origin that is none', { origin: 'null' }],
  ])('refuses %s, as a page in a browser would send it', async (_, headers) => {
    await using seam = await paying(null);
    const status = await new Promise((resolve, reject) => {
      const sent = request(seam.url, { method: 'POST', headers }, (answer) => resolve(answer.statusCode));
      sent.on('error', reject);
      sent.end(JSON.stringify(call(1)));
    });
    expect(status).toBe(403);
    expect(seam.server.seen).toHaveLength(0);
  });
});

async function official(url: URL, mode: 'auto' | 'legacy') {
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url));
  await client.listTools();
  return {
    call: (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}

async function previous(url: URL) {
  const client = new ClientV1(info);
  await client.connect(new HttpV1(url) as Parameters<typeof client.connect>[0]);
  await client.listTools();
  return {
    call: (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args }),
    close: () => client.close(),
  };
}

async function aiSdk(url: URL) {
  const client = await createMCPClient({ transport: { type: 'http', url: url.href } });
  const tools = await client.tools();
  return {
    call: async (name: string, args: Record<string, unknown>) =>
      tools[name]?.execute?.(args, { toolCallId: '1', messages: [], context: {} }),
    close: () => client.close(),
  };
}
