import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { seamConfigSchema } from '../seam-config.ts';
import { answerEvents, answerJson, ScriptedServer } from '../testing/scripted-server.ts';
import { staleServers } from './stale-servers.ts';
import { ReplayBench } from './testing/replay-bench.ts';

const tool = (name: string, description = ''): Json => ({ name, description, inputSchema: { type: 'object' } });

/** A server whose list can be changed; `handshake`: it answers only clients that began with one, as a stream. */
async function listing(tools: Json[], handshake = false): Promise<ScriptedServer> {
  return ScriptedServer.start(({ body, headers }, response) => {
    const { id = null, method } = JSON.parse(body) as { id?: Json; method: string };
    const answer = (result: Json): string => JSON.stringify({ jsonrpc: '2.0', id, result });
    if (method === 'initialize') {
      response.setHeader('mcp-session-id', 's1');
      return answerJson(response, answer({ protocolVersion: '2025-11-25' }));
    }
    if (id === null) return answerJson(response, '', 202);
    if (!handshake) return answerJson(response, answer({ tools }));
    if (headers['mcp-session-id'] !== 's1') return answerJson(response, '{"error":"no session"}', 400);
    return answerEvents(response, [': hello', `data: ${answer({ tools })}`]);
  });
}

async function recordedThenChanged(before: Json[], after: Json[], handshake: boolean): ReturnType<typeof staleServers> {
  using bench = new ReplayBench();
  const tools = [...before];
  await using server = await listing(tools, handshake);
  const servers = { shop: { kind: 'mcp-http' as const, url: server.url } };
  {
    await using seam = await bench.record(servers);
    const headers: Record<string, string> = handshake ? { 'mcp-session-id': 's1' } : {};
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
    await (await fetch(seam.address('t#0', 'shop'), { method: 'POST', headers, body })).text();
  }
  tools.splice(0, tools.length, ...after);
  const replay = { record: bench.folder, run: 'first' };
  // awaited here, because recording and server go away on the way out
  return await staleServers(seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', run: 'now', servers, replay }));
}

describe('staleServers', () => {
  it.each([false, true])(
    'says which tools are gone, added or changed since the recording (handshake: %s)',
    async (handshake) => {
      const found = await recordedThenChanged(
        [tool('a'), tool('b', 'old'), tool('c')],
        [tool('c'), tool('b', 'new'), tool('d')],
        handshake,
      );
      expect(found).toEqual([{ server: 'shop', drift: { gone: ['a'], added: ['d'], changed: ['b'] } }]);
    },
  );

  it('says nothing of the same tools in another order', async () => {
    expect(await recordedThenChanged([tool('a'), tool('b')], [tool('b'), tool('a')], false)).toEqual([]);
  });

  it('passes over servers that are not there: a replay needs none', async () => {
    using bench = new ReplayBench();
    const servers = { shop: { kind: 'mcp-http' as const, url: 'http://127.0.0.1:1' } };
    await (await bench.record(servers)).close();
    const replay = { record: bench.folder, run: 'first' };
    const config = seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', run: 'now', servers, replay });
    expect(await staleServers(config)).toEqual([]);
  });
});
