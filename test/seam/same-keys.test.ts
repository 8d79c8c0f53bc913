import { describe, expect, it } from 'vitest';
import { answerJson, ScriptedServer } from '../../src/seam/testing/scripted-server.ts';
import { SeamBench } from '../../src/seam/testing/seam-bench.ts';

const order = '{"content":[{"type":"text","text":"{\\"total\\":1}"}]}';
const rules = [
  { id: 'r', when: { prob: 0.3 }, fault: { kind: 'rate-limit' } },
  { id: 'w', when: { prob: 0.3 }, fault: { kind: 'wrong-value' } },
] as const;

/** Sends these calls through real sockets and says which of them met which fault, by their keys. */
async function faultKeys(calls: readonly string[], atOnce: boolean): Promise<string[]> {
  await using server = await ScriptedServer.start(({ body }, response) => {
    const { id } = JSON.parse(body) as { id: number };
    answerJson(response, `{"jsonrpc":"2.0","id":${id},"result":${order}}`);
  });
  await using bench = await SeamBench.start({ shop: { kind: 'mcp-http', url: server.url, sandbox: true } }, [...rules]);
  const ask = async (name: string, id: number): Promise<void> => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'get', arguments: { name } },
    });
    await (await fetch(bench.address('shop'), { method: 'POST', body })).text();
  };
  if (atOnce) await Promise.all(calls.map(ask));
  else for (const [id, name] of calls.entries()) await ask(name, id);
  const [all, faults] = [await bench.eventsOf('call'), await bench.eventsOf('fault')];
  return all
    .flatMap((call) => {
      const rule = faults.find((fault) => fault.call === call.id)?.rule;
      const { name } = call.arguments as { name: string };
      return rule === undefined ? [] : [`${rule} ${name} ${call.intent} ${call.occurrence}`];
    })
    .sort();
}

describe('the same seed, through real sockets', () => {
  const calls = Array.from({ length: 40 }, (_, at) => `O-${at % 25}`);

  it('gives the same faults twice, one call after the other or all at once, and one more call elsewhere changes none', async () => {
    const once = await faultKeys(calls, false);
    expect(once.length).toBeGreaterThan(8);
    expect(await faultKeys(calls, false)).toEqual(once);
    expect(await faultKeys(calls, true)).toEqual(once);
    const more = await faultKeys(['unrelated', ...calls], false);
    expect(more.filter((key) => !key.includes('unrelated'))).toEqual(once);
  });
});
