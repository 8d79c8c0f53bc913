import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { newDesk } from './shell.ts';

describe('seatrial proxy', () => {
  it('prints how to reach the servers, serves until Ctrl-C, and ends with what it recorded', async () => {
    const server = createServer((_, response) => response.end('{"total": 5}'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const desk = newDesk();
    desk.file('seam.json', {
      apiVersion: 'seatrial/seam/v1',
      plan: {
        apiVersion: 'seatrial/faults/v1',
        rules: [{ id: 'r', when: { nth: [1] }, fault: { kind: 'rate-limit' } }],
      },
      servers: {
        shop: { kind: 'http', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        crm: { kind: 'mcp-stdio', command: 'node', args: ['server.js'] },
      },
    });
    const interruption = new AbortController();
    const statuses: number[] = [];
    let printed = '';
    const print = async (text: string): Promise<void> => {
      printed += text;
      const { servers } = JSON.parse(text) as {
        servers: { shop: { address: string }; crm: { command: string; args: string[] } };
      };
      for (let n = 0; n < 2; n++) statuses.push((await fetch(`${servers.shop.address}/orders/1`)).status);
      expect(servers.crm.args.slice(-2)).toEqual(['refund#0', 'crm']);
      interruption.abort();
    };
    const { exitCode, err } = await desk.runIn(
      { print, interrupted: interruption.signal },
      'proxy',
      'seam.json',
      '--trial',
      'refund#0',
      '--json',
    );
    server.close();
    expect(statuses).toEqual([429, 200]);
    expect(exitCode).toBe(0);
    expect(err).toBe('\nseatrial: 2 calls recorded; faults: 1 planned, 1 realised, 1 delivered\n');
    expect(printed).not.toMatch(/token|secret/i);
    expect([...desk.contents().keys()].some((name) => /^seam-record\/live-.*@refund%230\.jsonl$/.test(name))).toBe(
      true,
    );
  });

  it('explains addresses and commands in words', async () => {
    const desk = newDesk();
    desk.file(
      'seam.yaml',
      'apiVersion: seatrial/seam/v1\nservers: { gpt: { kind: model, url: "http://127.0.0.1:1/v1" } }\n',
    );
    const { out } = await desk.runIn({ interrupted: AbortSignal.abort() }, 'proxy', 'seam.yaml');
    expect(out).toMatch(/gpt \(model\)\n {4}http:\/\/127\.0\.0\.1:\d+\/r\/live-[\w-]+\/trial\/gpt\n/);
    expect(out).toContain('none: recording only');
  });

  it('names file and line of a mistake in the configuration', async () => {
    const desk = newDesk();
    desk.file('seam.yaml', 'apiVersion: seatrial/seam/v1\nservers:\n  gpt: { kind: modle, url: "http://x" }\n');
    const { exitCode, err } = await desk.run('proxy', 'seam.yaml');
    expect(exitCode).toBe(20);
    expect(err).toMatch(/seam\.yaml:3/);
    expect(err).toContain('SEAM_BAD_CONFIG');
  });
});
