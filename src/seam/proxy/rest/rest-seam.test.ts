import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '#schema';
import { answerEvents, answerJson, ScriptedServer } from '../../testing/scripted-server.ts';
import { SeamBench } from '../../testing/seam-bench.ts';

const order = '{ "id": "O-1", "total": 19.90, "weight": 12345678901234567890 }';

interface Api extends AsyncDisposable {
  readonly url: string;
  readonly server: ScriptedServer;
  readonly bench: SeamBench;
}

async function api(rules: FaultPlanInput['rules'] | null = null, sandbox = true): Promise<Api> {
  const server = await ScriptedServer.start(({ path }, response) => {
    if (path.includes('missing')) answerJson(response, '{"error":"none"}', 404);
    else if (path.includes('events')) answerEvents(response, [': keep-alive', 'data: 1']);
    else if (path.includes('zipped')) response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(order));
    else
      response
        .writeHead(200, { 'content-type': 'application/json', 'X-Trace': 'abc', 'set-cookie': ['a=1', 'b=2'] })
        .end(order);
  });
  const bench = await SeamBench.start({ api: { kind: 'http', url: `${server.url}/v2`, sandbox } }, rules);
  return {
    url: bench.address('api'),
    server,
    bench,
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('RestSeam', () => {
  it('passes requests and answers as they are: path, query, body, headers, bytes', async () => {
    await using seam = await api();
    const answer = await fetch(`${seam.url}/orders/O%201?limit=2&limit=3&q=%20x`, {
      method: 'POST',
      body: '{"a": 1.0}',
      headers: {
        'content-type': 'application/json',
        'X-Custom': 'yes',
        authorization: 'Bearer s3cr3t-0123456789-abcdef',
      },
    });
    expect(await answer.text()).toBe(order);
    expect(answer.headers.get('x-trace')).toBe('abc');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(seam.server.seen[0]).toMatchObject({
      path: '/v2/orders/O%201?limit=2&limit=3&q=%20x',
      body: '{"a": 1.0}',
      headers: {
        'x-custom': 'yes',
        authorization: 'Bearer s3cr3t-0123456789-abcdef',
        host: new URL(seam.server.url).host,
      },
    });
    const events = await seam.bench.events();
    expect(JSON.stringify(events)).not.toContain('s3cr3t');
    expect(await seam.bench.eventsOf('call')).toMatchObject([
      {
        carrier: 'http',
        operation: 'POST /orders/O%201',
        arguments: { query: { limit: ['2', '3'], q: ' x' }, body: { a: 1 } },
      },
    ]);
    expect(await seam.bench.eventsOf('reply')).toMatchObject([
      { status: 200, outcome: 'result', body: { text: order } },
    ]);
  });

  it('passes streams, compressed answers and refusals of the server, and faults none of their content', async () => {
    await using seam = await api([{ id: 'w', where: { seam: 'http' }, fault: { kind: 'wrong-value' } }]);
    expect(await (await fetch(`${seam.url}/events`)).text()).toBe(': keep-alive\n\ndata: 1\n\n');
    expect(await (await fetch(`${seam.url}/zipped`)).text()).toBe(order);
    expect((await fetch(`${seam.url}/missing`)).status).toBe(404);
    const faults = await seam.bench.eventsOf('fault');
    expect(faults.map(({ unrealised }) => unrealised)).toEqual(['reply-is-stream', 'encoded', 'reply-is-error']);
  });

  it('changes one value and not one byte more', async () => {
    await using seam = await api([
      {
        id: 'w',
        where: { tool: 'GET /orders/*' },
        fault: { kind: 'wrong-value', path: '/total', mutate: { by: 'scale', factor: 10 } },
      },
    ]);
    const answer = await fetch(`${seam.url}/orders/O-1`);
    expect(await answer.text()).toBe(order.replace('19.90', '199'));
    expect(answer.headers.get('x-trace')).toBe('abc');
    expect(await seam.bench.marks()).toMatchObject([
      { target: 'GET /orders/O-1', delivered: true, groundTruth: [{ op: 'replace', path: '/total', value: 19.9 }] },
    ]);
  });

  it.each<[string, FaultPlanInput['rules'][number]['fault'], number, number]>([
    ['429', { kind: 'rate-limit', retryAfterS: 9 }, 429, 0],
    ['503', { kind: 'server-error', status: 503 }, 503, 0],
    ['401', { kind: 'unauthorized' }, 401, 0],
    ['404', { kind: 'not-found' }, 404, 0],
    ['broken JSON', { kind: 'malformed' }, 200, 1],
    ['one answer to two deliveries', { kind: 'duplicate-delivery' }, 200, 2],
  ])('gives the client %s', async (_, fault, status, reached) => {
    await using seam = await api([{ id: 'f', fault }]);
    const answer = await fetch(`${seam.url}/orders`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(status);
    if (status >= 400)
      expect(await answer.json()).toMatchObject({ error: { message: expect.any(String), code: expect.any(String) } });
    if (status === 429) expect(answer.headers.get('retry-after')).toBe('9');
    expect(seam.server.seen).toHaveLength(reached);
    expect(await seam.bench.marks()).toMatchObject([{ realised: true, delivered: true }]);
  });

  it.each<[string, FaultPlanInput['rules'][number]['fault'], number]>([
    ['before the call', { kind: 'refuse' }, 0],
    ['after the effect', { kind: 'lost-acknowledgement' }, 1],
  ])('breaks the connection %s', async (_, fault, reached) => {
    await using seam = await api([{ id: 'f', fault }]);
    await expect(fetch(`${seam.url}/orders`, { method: 'POST' })).rejects.toThrow();
    expect(seam.server.seen).toHaveLength(reached);
    expect(await seam.bench.marks()).toMatchObject([{ delivered: true }]);
  });

  it('delivers nothing twice to an API that is no sandbox, and blocks what it does not know', async () => {
    await using seam = await api([{ id: 'd', fault: { kind: 'duplicate-delivery' } }], false);
    expect((await fetch(`${seam.url}/orders`, { method: 'POST' })).status).toBe(200);
    expect(seam.server.seen).toHaveLength(1);
    expect(await seam.bench.eventsOf('suppressed')).toMatchObject([{ reason: 'unsafe' }]);
    expect((await fetch(`${seam.url}/orders`, { method: 'PURGE' })).status).toBe(403);
    expect(seam.server.seen).toHaveLength(1);
  });

  it('refuses other runs, servers and trials that are over, and bodies beyond the bound', async () => {
    await using seam = await api();
    const other = (path: string): Promise<number> =>
      fetch(seam.url.replace(/\/r\/.*/, path)).then(({ status }) => status);
    expect(await other('/')).toBe(404);
    expect(await other('/r/other/t/api')).toBe(404);
    expect(await other('/r/live/t/nobody')).toBe(404);
    expect((await fetch(seam.url, { method: 'POST', body: Buffer.alloc(33 * 1024 * 1024) })).status).toBe(413);
    await fetch(seam.url);
    seam.bench.seam.end('t#0', 'done');
    expect((await fetch(seam.url)).status).toBe(404);
    expect((await seam.bench.events()).at(-1)).toMatchObject({ kind: 'end', status: 'done' });
  });
});
