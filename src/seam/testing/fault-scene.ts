import type { Json } from '#base';
import type { FaultPlanInput, Step } from '#schema';
import type { LedgerEntry, ToolRequest } from '#worlds';
import { faultyToolBox } from '../box/faulty-tool-box.ts';
import type { FaultScene } from '../outcome/score-faults.ts';
import { parseFaultPlan } from '../plan/parse-fault-plan.ts';
import { MemoryRecord } from '../record/memory-record.ts';
import { ManualClock } from './manual-clock.ts';
import { planOf } from './plan-fixture.ts';
import { ToyBox } from './toy-box.ts';

/** What happens in a scene: a call of the toy shop, words of the agent or of the user, or a decision of its model that was reported. */
export type SceneMove =
  | { readonly call: string; readonly args?: Json }
  | { readonly says: string }
  | { readonly user: string }
  | { readonly decides: number };

/** Plays moves against the toy shop under a plan, and gives what the trial left behind. */
export async function playScene(
  rules: FaultPlanInput['rules'],
  moves: readonly SceneMove[],
  outcome: FaultScene['outcome'],
  more: Parameters<typeof planOf>[1] = {},
): Promise<FaultScene> {
  const world = new ToyBox();
  const record = new MemoryRecord();
  const plan = parseFaultPlan(planOf(rules, more) as unknown as Json);
  const about = { run: 'r', trial: 't#0', server: 'shop', clock: new ManualClock(), seamVersion: 'test' };
  const box = faultyToolBox(world, { ...about, plan, record });
  const steps: Step[] = [];
  for (const move of moves) {
    steps.push(stepOf(move));
    if (!('call' in move)) continue;
    const request: ToolRequest = { name: move.call, arguments: move.args ?? {} };
    await box.call(request).catch(() => null);
  }
  box.end('done');
  return { events: record.events, steps, ledger: ledgerOf(world), outcome };
}

const bare = { at: null, durationMs: null, source: null, extra: null };
const turn = { agent: null, model: null, finishReason: null, usage: null, costUsd: null };

function stepOf(move: SceneMove): Step {
  if ('says' in move) return { kind: 'agent', ...bare, ...turn, content: move.says, toolCalls: 0 };
  if ('decides' in move) return { kind: 'agent', ...bare, ...turn, content: null, toolCalls: move.decides };
  if ('user' in move) return { kind: 'user', ...bare, content: move.user, usage: null, costUsd: null };
  return {
    kind: 'tool',
    ...bare,
    callId: null,
    name: move.call,
    arguments: move.args ?? {},
    argumentsMalformed: false,
    caller: 'agent',
    agent: null,
    result: null,
    isError: null,
    effect: null,
    faults: [],
  };
}

function ledgerOf({ ledger }: ToyBox): LedgerEntry[] {
  return ledger.map((entry, sequence) => ({
    sequence,
    tool: 'refund',
    effect: 'irreversible',
    key: `refund:${(entry as { id: string }).id}`,
    idempotencyKey: null,
    arguments: entry,
  }));
}
