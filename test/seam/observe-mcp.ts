import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '#base';
import type { FaultMark, FaultPlanInput } from '#schema';
import {
  faultMarks,
  machineClock,
  parseFaultPlan,
  readTrialRecord,
  type SeamEventOf,
  seamConfigSchema,
  startSeam,
} from '#seam';
import { type McpClient, type McpMake, mcpClients } from './clients/mcp-clients.ts';
import type { McpCase } from './mcp-cases.ts';
import { HttpShop } from './shop/http-shop.ts';

const stdioShop = fileURLToPath(new URL('./shop/stdio-shop.ts', import.meta.url));
const patienceMs = 30_000;
/** Long enough for a call to reach its server on a busy machine. */
const impatienceMs = 1500;

/** What was seen of one case on both sides of the seam. */
export interface Observation {
  readonly told: string;
  readonly hits: number;
  readonly mark: FaultMark | undefined;
  readonly reply: SeamEventOf<'reply'> | undefined;
}

/** What one client saw. */
export interface Sitting {
  readonly seen: ReadonlyMap<string, Observation>;
  /** The tools that the client was shown after everything. */
  readonly listed: readonly string[];
  /** What came of a call that no fault is planned for, after everything. */
  readonly after: string;
}

/** Lets one client call the tool of every case through a seam of its own, those on which it waits in vain together and `last` at the end. */
export async function observe(
  make: McpMake,
  carrier: 'http' | 'stdio',
  cases: readonly McpCase[],
  last: McpCase,
): Promise<Sitting> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-clients-'));
  const hitsFile = join(folder, 'hits');
  const names = ['untouched', ...cases.map(({ tool }) => tool), last.tool];
  await using shop = await HttpShop.start(names);
  await using seam = await startSeam({
    config: seamConfigSchema.parse({
      apiVersion: 'seatrial/seam/v1',
      record: folder,
      servers: {
        http: { kind: 'mcp-http', url: shop.url, sandbox: true },
        stdio: { kind: 'mcp-stdio', command: process.execPath, args: [stdioShop, hitsFile, ...names], sandbox: true },
      },
    }),
    plan: parseFaultPlan({ apiVersion: 'seatrial/faults/v1', rules: [...cases, last].map(ruleOf) } as unknown as Json),
    clock: machineClock,
    seamVersion: 'test',
  });
  const place = carrier === 'http' ? new URL(seam.address('t', 'http')) : seam.command('t', 'stdio');
  const client = await mcpClients[make](place);
  const told = await callAll(client, cases);
  const [listed, after] = [await client.tools(), await client.call('untouched', patienceMs)];
  told.set(last.tool, await client.call(last.tool, patienceMs));
  await client.close();
  seam.end('t', 'done');
  const record = await readTrialRecord(folder, 'live', 't');
  const hits = carrier === 'http' ? shop.hits : readHits(hitsFile);
  rmSync(folder, { recursive: true, force: true });
  const seen = new Map([...told].map(([tool, line]) => [tool, observation(tool, line, hits, record.events)]));
  return { seen, listed, after };
}

async function callAll(client: McpClient, cases: readonly McpCase[]): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  await client.call('stale', patienceMs);
  for (const { tool, hangs } of cases) if (!hangs) told.set(tool, await client.call(tool, patienceMs));
  const hanging = cases.filter(({ hangs }) => hangs);
  await Promise.all(hanging.map(async ({ tool }) => told.set(tool, await client.call(tool, impatienceMs))));
  return told;
}

function ruleOf({ tool, fault }: McpCase): FaultPlanInput['rules'][number] {
  return { id: tool, where: { tool }, when: { nth: [fault.kind === 'stale' ? 2 : 1] }, fault };
}

function observation(
  tool: string,
  told: string,
  hits: readonly string[],
  events: Parameters<typeof faultMarks>[0],
): Observation {
  const mark = faultMarks(events).find(({ rule }) => rule === tool);
  const fault = events.find((event) => event.kind === 'fault' && event.rule === tool);
  const reply = events.find(
    (event) => event.kind === 'reply' && fault !== undefined && 'call' in fault && event.call === fault.call,
  );
  return {
    told,
    hits: hits.filter((hit) => hit === tool).length,
    mark,
    reply: reply?.kind === 'reply' ? reply : undefined,
  };
}

function readHits(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}
