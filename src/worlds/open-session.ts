import type { Json } from '#base';
import type { WorldTool } from './define-tool.ts';
import { type ClockSpec, simulatedClock } from './simulated-clock.ts';
import { stateChanges } from './state-changes.ts';
import type { ToolBox, ToolRequest, ToolResult } from './tool.ts';
import { type AnsweredCall, errorResult, runTransaction } from './transaction.ts';
import type { LedgerEntry, WorldSession } from './world.ts';

/** What a session starts from. */
export interface SessionStart<State> {
  /** Frozen at every level. */
  readonly initial: Json;
  readonly tools: readonly WorldTool<State>[];
  readonly clock: ClockSpec;
}

/**
 * A world of one trial over a frozen state. Calls run one after the other, each to its end before the next begins, however they are
 * made, so that the state is never seen half changed.
 */
export function openSession<State>({ initial, tools, clock }: SessionStart<State>): WorldSession {
  const byName = new Map(tools.map((tool) => [tool.definition.name, tool]));
  const answered = new Map<string, AnsweredCall>();
  const ledger: LedgerEntry[] = [];
  const tick = simulatedClock(clock);
  let state = initial;

  function run(request: ToolRequest): ToolResult {
    const now = tick();
    const tool = byName.get(request.name);
    if (tool === undefined) return unknownTool(request.name, [...byName.keys()]);
    const done = runTransaction(tool, request, { state, now, answered });
    state = done.state ?? state;
    for (const effect of done.effects) ledger.push({ sequence: ledger.length, ...effect });
    if (done.remember !== null) answered.set(done.remember.name, done.remember.call);
    return done.result;
  }

  const box: ToolBox = {
    definitions: tools.map((tool) => tool.definition),
    async call(request) {
      request.signal?.throwIfAborted();
      return run(request);
    },
  };
  return {
    tools: box,
    initial,
    snapshot: () => state,
    changes: () => stateChanges(initial, state),
    ledger: () => [...ledger],
  };
}

function unknownTool(name: string, known: readonly string[]): ToolResult {
  return errorResult(
    'unknown-tool',
    `unknown tool ${JSON.stringify(name.slice(0, 80))}; the tools are ${known.join(', ')}`,
  );
}
