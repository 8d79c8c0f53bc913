import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answerEvents, answerJson, ScriptedServer } from '../../src/seam/testing/scripted-server.ts';
import { SeamBench } from '../../src/seam/testing/seam-bench.ts';
import { oddExchanges } from './odd-frames.ts';

const oddServer = fileURLToPath(new URL('./shop/odd-stdio.ts', import.meta.url));
const requestOf = (at: number): string => {
  const { method, params } = oddExchanges[at] ?? { method: '', params: {} };
  return JSON.stringify({ jsonrpc: '2.0', id: `#${at}`, method, params });
};
// a plan that fits no call, so that every frame is looked at as in a fault test
const idle = [{ id: 'idle', where: { tool: 'no_such_tool' }, fault: { kind: 'empty' } }] as const;

/** Everything that a program writes in answer to all exchanges, one after the other. */
async function linesOf(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  let expected = 0;
  for (const [at, { replies }] of oddExchanges.entries()) {
    child.stdin.write(`${requestOf(at)}\n`);
    expected += replies.length;
    while (text.split('\n').length - 1 < expected) await once(child.stdout, 'data');
  }
  child.stdin.end();
  await once(child, 'close');
  return text;
}

describe('over stdio', () => {
  it.each([
    ['recording', null],
    ['with a plan', [...idle]],
  ])('all odd exchanges pass byte for byte, %s', async (_, rules) => {
    const server = { kind: 'mcp-stdio' as const, command: process.execPath, args: [oddServer], sandbox: true };
    await using bench = await SeamBench.start({ odd: server }, rules);
    const { command, args } = bench.seam.command('t#0', 'odd');
    const through = await linesOf(command, args);
    expect(through).toBe(await linesOf(process.execPath, [oddServer]));
    expect(through.split('\n')).toHaveLength(oddExchanges.flatMap(({ replies }) => replies).length + 1);
  });
});

describe.each([false, true])('over streamable HTTP (as a stream: %s)', (stream) => {
  it.each(oddExchanges.map(({ name }, at) => [name, at] as const))('%s passes byte for byte', async (_, at) => {
    const replies = oddExchanges[at]?.replies ?? [];
    await using server = await ScriptedServer.start((_seen, response) => {
      response.setHeader('x-vendor', 'Some, thing');
      response.setHeader('mcp-session-id', 'a b');
      const lines = replies.map((reply) => reply.replace('ID', `"#${at}"`));
      if (stream)
        answerEvents(response, [': hello', 'retry: 3000', ...lines.map((line) => `id: ${at}\ndata: ${line}`)]);
      else answerJson(response, lines.join('\n'));
    });
    await using bench = await SeamBench.start({ odd: { kind: 'mcp-http', url: `${server.url}/mcp`, sandbox: true } }, [
      ...idle,
    ]);
    const ask = (url: string): Promise<Response> =>
      fetch(url, { method: 'POST', body: requestOf(at), headers: { 'content-type': 'application/json' } });
    const [direct, through] = [await ask(`${server.url}/mcp`), await ask(bench.address('odd'))];
    expect(Buffer.from(await through.arrayBuffer())).toEqual(Buffer.from(await direct.arrayBuffer()));
    expect(through.status).toBe(direct.status);
    for (const name of ['content-type', 'x-vendor', 'mcp-session-id'])
      expect(through.headers.get(name)).toBe(direct.headers.get(name));
    expect(server.seen[1]?.body).toBe(server.seen[0]?.body);
  });
});

describe.each([
  ['mcp-http', '/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x', arguments: {} } }],
  ['model', '/v1/chat/completions', { model: 'x', stream: true, messages: [] }],
  ['http', '/things', { a: 1 }],
] as const)('a stream of events from a server of kind %s', (kind, path, body) => {
  it('reaches the client before the server goes on', async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    await using server = await ScriptedServer.start(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"first":1}\n\n');
      // only the client's word lets the second event come
      await heard;
      response.end('data: {"second":2}\n\n');
    });
    await using bench = await SeamBench.start({
      it: { kind, url: kind === 'mcp-http' ? `${server.url}${path}` : server.url },
    });
    const address = kind === 'mcp-http' ? bench.address('it') : `${bench.address('it')}${path}`;
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: {"first":1}\n\n');
    hear();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: {"second":2}\n\n');
  });
});
