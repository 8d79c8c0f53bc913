import { canonicalJson, sameJson } from '#base';
import type { ToolDefinition, ToolRequest, ToolResult } from './tool.ts';
import type { LedgerEntry, World, WorldSession, WorldSetup } from './world.ts';

/**
 * Plays calls on a world and tells which laws its tools break, in words for the author of the world; empty when none.
 *
 * The laws: no tool fails by accident; a refused or mistaken call changes nothing and writes no ledger entry; a read tool changes nothing; a change
 * has a ledger entry of its tool and effect; an idempotent write may be repeated without a further change; an answer's text is its value; the same
 * calls on the same setup give the same answers, state and ledger.
 *
 * Costs the square of the number of calls, because every idempotent write is tried again from the beginning.
 *
 * @example expect(await worldLaws(shop, { seed: 1 }, [{ name: 'get_order', arguments: { order_id: 'O-1' } }])).toEqual([]);
 */
export async function worldLaws(
  world: World,
  setup: WorldSetup,
  requests: readonly ToolRequest[],
): Promise<readonly string[]> {
  const session = world.open(setup);
  const results: ToolResult[] = [];
  const breaches: string[] = [];
  for (const [at, request] of requests.entries()) {
    const observed = await observe(session, request);
    results.push(observed.result);
    breaches.push(...callBreaches(observed).map((breach) => `call ${at} (${request.name}): ${breach}`));
    if (observed.effect === 'idempotent-write' && !observed.result.isError)
      breaches.push(...(await repeatBreaches(world, setup, requests.slice(0, at + 1), session)));
  }
  breaches.push(...(await replayBreaches(world, setup, requests, { session, results })));
  return breaches;
}

interface Observed {
  readonly result: ToolResult;
  readonly effect: ToolDefinition['effect'] | null;
  readonly changed: boolean;
  readonly entries: readonly LedgerEntry[];
  readonly tool: string;
}

async function observe(session: WorldSession, request: ToolRequest): Promise<Observed> {
  const before = canonicalJson(session.snapshot());
  const entriesBefore = session.ledger().length;
  const result = await session.tools.call(request);
  return {
    result,
    effect: session.tools.definitions.find(({ name }) => name === request.name)?.effect ?? null,
    changed: canonicalJson(session.snapshot()) !== before,
    entries: session.ledger().slice(entriesBefore),
    tool: request.name,
  };
}

function callBreaches({ result, effect, changed, entries, tool }: Observed): string[] {
  const breaches: string[] = [];
  if (result.error === 'failed') breaches.push(`failed by accident: ${result.text}`);
  if (result.isError && (changed || entries.length > 0)) breaches.push('an error left a change or a ledger entry');
  if (effect === 'read' && changed) breaches.push('a read tool changed the state');
  if (effect === 'read' && entries.length > 0) breaches.push('a read tool wrote the ledger');
  if (changed && entries.length === 0) breaches.push('changed the state without a ledger entry');
  if (entries.some((entry) => entry.tool !== tool || entry.effect !== effect))
    breaches.push('wrote a ledger entry of another tool or effect');
  if (!result.isError && result.text !== JSON.stringify(result.value)) breaches.push('the text is not the value');
  if (result.isError !== (result.error !== null)) breaches.push('isError and error disagree');
  return breaches;
}

/** Plays the calls with the last one doubled: nothing may differ from playing it once. */
async function repeatBreaches(
  world: World,
  setup: WorldSetup,
  requests: readonly ToolRequest[],
  once: WorldSession,
): Promise<string[]> {
  const last = requests.at(-1);
  if (last === undefined) return [];
  const twice = await play(world, setup, [...requests, last]);
  if (sameJson(twice.session.snapshot(), once.snapshot())) return [];
  return [`call ${requests.length - 1} (${last.name}): an idempotent write changed the state when it was repeated`];
}

interface Played {
  readonly session: WorldSession;
  readonly results: readonly ToolResult[];
}

async function replayBreaches(
  world: World,
  setup: WorldSetup,
  requests: readonly ToolRequest[],
  first: Played,
): Promise<string[]> {
  const second = await play(world, setup, requests);
  const written = ({ session, results }: Played): string =>
    canonicalJson([
      session.initial,
      session.snapshot(),
      session.ledger().map((entry) => ({ ...entry })),
      results.map((result) => ({ ...result })),
    ]);
  return written(first) === written(second) ? [] : ['the same calls gave other answers, another state or ledger'];
}

async function play(world: World, setup: WorldSetup, requests: readonly ToolRequest[]): Promise<Played> {
  const session = world.open(setup);
  const results: ToolResult[] = [];
  for (const request of requests) results.push(await session.tools.call(request));
  return { session, results };
}
