import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveMcp } from '#worlds';
import { loadSeam } from './load-seam.ts';
import { machineClock } from './machine-clock.ts';
import { faultMarks } from './record/fault-marks.ts';
import { readTrialRecord } from './record/record-files.ts';
import { seamConfigSchema } from './seam-config.ts';
import { startSeam } from './start-seam.ts';
import { SeamBench } from './testing/seam-bench.ts';
import { ToyBox } from './testing/toy-box.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-seam-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const odd = fileURLToPath(new URL('testing/odd-server.mjs', import.meta.url));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const load = (path: string) => loadSeam(path, { run: 'test' });

describe('startSeam', () => {
  it.each(['SDK v2', 'SDK v1'])('stands in front of a stdio server that %s starts', async (make) => {
    const world = new ToyBox();
    const serving = await serveMcp(world, { name: 'shop' });
    const { command, args } = serving.stdio;
    await using bench = await SeamBench.start(
      { shop: { kind: 'mcp-stdio', command, args: [...args], env: { GREETING: 'hello' }, sandbox: true } },
      [{ id: 'lost', where: { tool: 'refund' }, when: { nth: [1] }, fault: { kind: 'rate-limit' } }],
    );
    const instead = bench.seam.command('t#0', 'shop');
    const started = { command: instead.command, args: [...instead.args] };
    const client =
      make === 'SDK v2' ? new Client({ name: 't', version: '1' }) : new ClientV1({ name: 't', version: '1' });
    const way = make === 'SDK v2' ? new StdioClientTransport(started) : new StdioV1(started);
    await client.connect(way as Parameters<ClientV1['connect']>[0] & Parameters<Client['connect']>[0]);
    expect((await client.listTools()).tools).toHaveLength(4);
    expect(await client.callTool({ name: 'refund', arguments: { id: 'O-1', amount: 5 } })).toMatchObject({
      isError: true,
    });
    expect(await client.callTool({ name: 'refund', arguments: { id: 'O-1', amount: 5 } })).not.toMatchObject({
      isError: true,
    });
    await client.close();
    await serving.close();
    expect(world.ledger).toHaveLength(1);
    const events = await bench.events();
    expect(faultMarks(events)).toMatchObject([{ kind: 'rate-limit', delivered: true, target: 'refund' }]);
    expect(events.filter(({ kind }) => kind === 'call')).toMatchObject([
      { carrier: 'mcp-stdio', occurrence: 1 },
      { occurrence: 2 },
    ]);
  });

  it('serves many trials side by side, each with its own order of calls and its own record', async () => {
    await using bench = await SeamBench.start({ api: { kind: 'http', url: 'http://127.0.0.1:1' } }, [
      { id: 'second', when: { nth: [2] }, fault: { kind: 'rate-limit' } },
      { id: 'others', fault: { kind: 'not-found' } },
    ]);
    const trials = Array.from({ length: 20 }, (_, at) => `scenario/${at}#0`);
    const statuses = await Promise.all(
      trials.map(async (trial) => {
        const address = bench.seam.address(trial, 'api');
        return [(await fetch(address)).status, (await fetch(address)).status];
      }),
    );
    expect(new Set(statuses.map(String))).toEqual(new Set(['404,429']));
    const { events } = await readTrialRecord(bench.seam.record, 'live', 'scenario/7#0');
    expect(events.map(({ kind }) => kind)).toEqual([
      'begin',
      'call',
      'fault',
      'reply',
      'call',
      'suppressed',
      'fault',
      'reply',
    ]);
  });

  it('leaves nothing behind that could hold a secret, and never overwrites a record', async () => {
    const config = seamConfigSchema.parse({
      apiVersion: 'seatrial/seam/v1',
      record: folder,
      servers: { shop: { kind: 'mcp-stdio', command: 'x', env: { TOKEN: 'secret' } } },
    });
    const start = { config, plan: null, clock: machineClock, seamVersion: 'test' };
    const seam = await startSeam(start);
    const [, , task = ''] = seam.command('t', 'shop').args;
    seam.open('t');
    await seam.close();
    expect(() => readdirSync(join(task, '..'))).toThrow();
    await using again = await startSeam(start);
    expect(() => again.open('t')).toThrow(expect.objectContaining({ code: 'SEAM_RECORD_EXISTS' }));
    expect(() => again.address('t', 'shop')).toThrow(expect.objectContaining({ code: 'SEAM_UNKNOWN_SERVER' }));
    expect(() => again.command('t', 'other')).toThrow(expect.objectContaining({ code: 'SEAM_UNKNOWN_SERVER' }));
  });

  it('says that a port is taken', async () => {
    await using first = await SeamBench.start({ api: { kind: 'http', url: 'http://127.0.0.1:1' } });
    const config = seamConfigSchema.parse({
      apiVersion: 'seatrial/seam/v1',
      record: folder,
      port: first.seam.port,
      servers: { api: { kind: 'http', url: 'http://127.0.0.1:1' } },
    });
    await expect(startSeam({ config, plan: null, clock: machineClock, seamVersion: 'test' })).rejects.toMatchObject({
      code: 'SEAM_PORT_TAKEN',
    });
  });
});

describe('loadSeam', () => {
  it('reads a configuration with plan and effects from files beside it', async () => {
    write('plan.yaml', 'apiVersion: seatrial/faults/v1\nrules: [{ id: a, fault: { kind: reset } }]\n');
    write('effects.yaml', 'crm: { "get_*": read }\n');
    const path = write(
      'seam.yaml',
      `apiVersion: seatrial/seam/v1
record: here
plan: plan.yaml
effects: effects.yaml
servers:
  crm: { kind: mcp-stdio, command: node, args: [${JSON.stringify(odd)}], cwd: ., effects: { "*": write } }
  gpt: { kind: model, url: https://api.example.com/v1 }
`,
    );
    const { config, plan } = await load(path);
    expect(config).toMatchObject({ run: 'test', record: join(folder, 'here'), servers: { crm: { cwd: folder } } });
    expect(Object.entries((config.servers['crm'] as { effects: object }).effects)).toEqual([
      ['get_*', 'read'],
      ['*', 'write'],
    ]);
    expect(plan?.plan.rules).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    [
      'a field nobody knows',
      'apiVersion: seatrial/seam/v1\nservers:\n  a: { kind: http, url: "http://x", sandbx: true }\n',
      { code: 'SEAM_BAD_CONFIG', where: { line: 3 } },
    ],
    ['no servers', 'apiVersion: seatrial/seam/v1\nservers: {}\n', { code: 'SEAM_BAD_CONFIG' }],
    [
      'an address of another kind',
      'apiVersion: seatrial/seam/v1\nservers:\n  a:\n    kind: http\n    url: file:///etc/passwd\n',
      { code: 'SEAM_BAD_CONFIG', where: { line: 5 } },
    ],
    ['a mistake in its form', 'apiVersion: [\n', { code: 'SEAM_BAD_YAML' }],
    [
      'a plan that cannot fire',
      'apiVersion: seatrial/seam/v1\nplan: { apiVersion: seatrial/faults/v1, rules: [] }\nservers: { a: { kind: http, url: "http://x" } }\n',
      { code: 'SEAM_BAD_PLAN' },
    ],
    [
      'a plan that is not there',
      'apiVersion: seatrial/seam/v1\nplan: none.yaml\nservers: { a: { kind: http, url: "http://x" } }\n',
      { code: 'SEAM_FILE_UNREADABLE', where: { file: 'none.yaml' } },
    ],
  ])('refuses %s', async (_, text, error) => {
    await expect(load(write('seam.yaml', text))).rejects.toMatchObject(error);
  });
});
