import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDesk } from '../../test/cli/shell.ts';

interface Servers {
  readonly shop: { readonly command: string; readonly args: readonly string[] };
  readonly billing: { readonly address: string };
  readonly openai: { readonly address: string };
}

/** Stands for the billing API and for the provider, which nobody can call from a test. */
const upstream = createServer((_, response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}'),
);
let address = '';

/** The example's files in a folder of their own; called servers are moved to this machine where that is asked for. */
function exampleDesk(onThisMachine: boolean): ReturnType<typeof newDesk> {
  const desk = newDesk();
  for (const name of ['seam.yaml', 'faults.yaml', 'effects.yaml', 'shop-server.mjs']) {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    desk.file(name, onThisMachine ? text.replaceAll(/https:\/\/[a-z.]+/g, address) : text);
  }
  return desk;
}

/** Runs `seatrial proxy` on the example, with the servers as it prints them, until the work is done. */
async function proxied(desk: ReturnType<typeof newDesk>, work: (servers: Servers) => Promise<void>) {
  const interruption = new AbortController();
  const print = async (text: string): Promise<void> => {
    await work((JSON.parse(text) as { servers: Servers }).servers);
    interruption.abort();
  };
  return desk.runIn({ print, interrupted: interruption.signal }, 'proxy', 'seam.yaml', '--json');
}

/** Sends requests to an MCP server, all at once, and waits for the answers to some of them. */
async function ask(
  { command, args }: Servers['shop'],
  requests: readonly object[],
  expected: number,
): Promise<unknown[]> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: unknown[] = [];
  const lines = createInterface({ input: child.stdout });
  for (const request of requests) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
  for await (const line of lines) if (answers.push(JSON.parse(line)) === expected) break;
  child.stdin.end();
  await once(child, 'exit');
  return answers;
}

const order = (id: number): object => ({
  id,
  method: 'tools/call',
  params: { name: 'place_order', arguments: { product: 'lamp', request_id: `k${id}` } },
});

describe('the example of a seam', () => {
  beforeAll(async () => {
    await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    upstream.close();
  });

  it('is accepted by seatrial proxy as it stands', async () => {
    const { exitCode, err } = await proxied(exampleDesk(false), async (servers) => {
      expect(Object.keys(servers)).toEqual(['shop', 'billing', 'openai']);
    });
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: '\nseatrial: 0 calls recorded; faults: 0 planned, 0 realised, 0 delivered\n',
    });
  });

  it('loses the answer to the first order and not the order, and answers the second', async () => {
    const { err } = await proxied(exampleDesk(true), async ({ shop }) => {
      // By hand: both orders reach the shop, so the only answer counts two.
      expect(await ask(shop, [order(1), order(2)], 1)).toEqual([
        { jsonrpc: '2.0', id: 2, result: { content: [{ type: 'text', text: '{"orders":2}' }] } },
      ]);
    });
    expect(err).toContain('2 calls recorded; faults: 1 planned, 1 realised, 1 delivered');
  });

  it('passes calls to the API and the model on, and keeps refunds away from an API that is no sandbox', async () => {
    await proxied(exampleDesk(true), async ({ billing, openai }) => {
      const post = (url: string): Promise<number> =>
        fetch(url, { method: 'POST', body: '{"model":"m","messages":[]}' }).then(({ status }) => status);
      expect(await post(`${billing.address}/quotes`)).toBe(200);
      expect(await post(`${billing.address}/refunds`)).toBe(403);
      expect(await post(`${openai.address}/chat/completions`)).toBe(200);
    });
  });
});

describe('the guide to the seam', () => {
  it('shows a configuration, a plan and effects that seatrial proxy takes together', async () => {
    const guide = readFileSync(new URL('../../guides/seam.md', import.meta.url), 'utf8');
    const blocks = [...guide.matchAll(/```yaml\n# ([a-z]+\.yaml)[^\n]*\n([^`]+)```/g)].map(
      ([, name = '', text = '']) => ({
        name,
        text,
      }),
    );
    expect(blocks.map(({ name }) => name)).toEqual(['seam.yaml', 'faults.yaml', 'effects.yaml']);
    const desk = newDesk();
    for (const { name, text } of blocks)
      desk.file(name, name === 'seam.yaml' ? `${text}plan: faults.yaml\neffects: effects.yaml\n` : text);
    const { exitCode } = await proxied(desk, async (servers) => {
      expect(Object.keys(servers)).toEqual(['shop', 'search', 'billing', 'openai']);
    });
    expect(exitCode).toBe(0);
  });
});
