import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { type Carrier, type FaultKind, type FaultPlanInput, faultOperators, faultSurfaces } from '#schema';
import {
  machineClock,
  parseFaultPlan,
  readTrialRecord,
  type SeamConfigInput,
  seamConfigSchema,
  startSeam,
} from '#seam';
import { answerJson, ScriptedServer } from '../../src/seam/testing/scripted-server.ts';
import { faultsOn } from './fault-of-kind.ts';
import { orderOf } from './shop/answer-rpc.ts';
import { HttpShop } from './shop/http-shop.ts';
import { ModelProvider } from './shop/model-provider.ts';

type Fault = FaultPlanInput['rules'][number]['fault'];

/** Names that are known only to the plan, and words that only a test would say. */
const planWords = ['quagga', 'okapi', 'bongo'];
const marks = new RegExp(
  [
    ...planWords,
    ...['seatrial', 'seam', 'inject', 'fault', 'chaos', 'mutat', 'simulat', 'synthetic', 'sabotag', 'corrupt', 'proxy'],
    ...['experiment', 'trial', 'scenario', 'harness', 'benchmark', 'conformance', 'x-fault'],
    ...Object.keys(faultOperators).filter((kind) => kind.includes('-')),
  ].join('|'),
  'i',
);

const kinds = Object.keys(faultOperators) as FaultKind[];
const on = (carrier: Carrier): Fault[] =>
  faultsOn(kinds.map((kind) => [kind, faultSurfaces(kind, carrier)] as const)).filter(
    // silence delivers nothing, for ten minutes
    (fault) => !('surface' in fault && fault.surface === 'none' && fault.kind === 'lost-acknowledgement'),
  );

/** Every byte that one request brings back, head and all, until the other side closes. */
async function rawAnswer(address: URL, body: string): Promise<string> {
  const socket = connect(Number(address.port), address.hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  socket.on('error', () => {});
  socket.write(
    `POST ${address.pathname} HTTP/1.1\r\nhost: ${address.host}\r\ncontent-type: application/json\r\nmcp-session-id: s\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await new Promise((closed) => socket.on('close', closed));
  return text;
}

interface Delivered {
  readonly bytes: string;
  readonly realised: number;
}

async function deliverAll(
  servers: SeamConfigInput['servers'],
  faults: readonly Fault[],
  seed: number,
  ask: (address: (trial: string) => URL, at: number) => Promise<string>,
): Promise<Delivered> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-marks-'));
  const [server = ''] = Object.keys(servers);
  const model = servers[server]?.kind === 'model';
  const rules = faults.map((fault, at) => ({
    id: `quagga-${at}`,
    where: { seam: model ? 'model' : 'tool', tool: model ? undefined : `*tool_${at}` },
    // one rule a trial of its own would be slow: models have no tools to tell rules apart by, so there the order does
    when: model ? { nth: [at + 1] } : { nth: [1, 2] },
    fault,
  }));
  const plan = { apiVersion: 'seatrial/faults/v1', name: 'okapi', seed, rules };
  await using seam = await startSeam({
    config: seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', run: 'r', record: folder, servers }),
    plan: parseFaultPlan(JSON.parse(JSON.stringify(plan)) as Json),
    clock: machineClock,
    seamVersion: 'bongo',
  });
  let bytes = '';
  for (const at of faults.keys()) bytes += await ask((trial) => new URL(seam.address(trial, server)), at);
  seam.end('t', 'done');
  const { events } = await readTrialRecord(folder, 'r', 't');
  rmSync(folder, { recursive: true, force: true });
  return { bytes, realised: events.filter((event) => event.kind === 'fault' && event.unrealised === null).length };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe('nothing that an agent can read says that a fault is one', () => {
  it('over MCP, whatever the operator, its surface and the seed', async () => {
    const faults = on('mcp-http');
    const names = faults.map((_, at) => `tool_${at}`);
    await using shop = await HttpShop.start(names);
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const servers = { it: { kind: 'mcp-http' as const, url: shop.url, sandbox: true } };
        const call = (method: string, params: object): string =>
          JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
        const { bytes, realised } = await deliverAll(servers, faults, seed, async (address, at) => {
          const called = await rawAnswer(
            address('t'),
            call('tools/call', { name: names[at], arguments: { id: 'O-7' } }),
          );
          // the second attempt, for what needs an earlier answer, and the list, for what shows there
          const again = await rawAnswer(
            address('t'),
            call('tools/call', { name: names[at], arguments: { id: 'O-8' } }),
          );
          return called + again + (await rawAnswer(address('t'), call('tools/list', {})));
        });
        expect(bytes).not.toMatch(marks);
        expect(realised).toBeGreaterThan(faults.length);
      }),
      { numRuns: 4 },
    );
  });

  it('from a REST API, whatever the operator, its surface and the seed', async () => {
    const faults = on('http');
    await using server = await ScriptedServer.start((_, response) => answerJson(response, JSON.stringify(orderOf(1))));
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const servers = { it: { kind: 'http' as const, url: server.url, sandbox: true } };
        const { bytes, realised } = await deliverAll(servers, faults, seed, async (address, at) => {
          const url = new URL(`${address('t').href}/tool_${at}`);
          return (await rawAnswer(url, '{"id":"O-7"}')) + (await rawAnswer(url, '{"id":"O-8"}'));
        });
        expect(bytes).not.toMatch(marks);
        expect(realised).toBeGreaterThan(faults.length);
      }),
      { numRuns: 4 },
    );
  });

  it.each([false, true])('from a model (stream: %s), whatever the operator and the seed', async (stream) => {
    const faults = on('model');
    await using provider = await ModelProvider.start();
    await fc.assert(
      fc.asyncProperty(seeds, fc.boolean(), async (seed, claude) => {
        const servers = { it: { kind: 'model' as const, url: provider.url } };
        const { bytes, realised } = await deliverAll(servers, faults, seed, (address, at) => {
          const tools = at % 2 === 0 ? [{}] : [];
          const path = claude ? '/v1/messages' : '/v1/chat/completions';
          const url = new URL(`${address('t').href}${path}`);
          return rawAnswer(url, JSON.stringify({ model: 'gpt-4o', stream, tools, n: at }));
        });
        expect(bytes).not.toMatch(marks);
        expect(realised).toBeGreaterThan(faults.length / 2);
      }),
      { numRuns: 4 },
    );
  });

  it('and where a rule itself says so, these tests see it', async () => {
    await using provider = await ModelProvider.start();
    const told = [{ kind: 'refusal', text: 'This answer was injected.' }] as const;
    const servers = { it: { kind: 'model' as const, url: provider.url } };
    const { bytes } = await deliverAll(servers, told, 1, (address) =>
      rawAnswer(new URL(`${address('t').href}/v1/chat/completions`), JSON.stringify({ model: 'gpt-4o' })),
    );
    expect(bytes).toMatch(marks);
  });
});
