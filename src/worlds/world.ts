import type { Json } from '#base';
import type { ToolBox } from './tool.ts';

/** One difference between two snapshots, by JSON Pointer. `before` or `after` is left out where the place did not or does not exist. */
export interface StateChange {
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** One effect on the world, written by the tool that had it. The ledger is what proves a double execution. */
export interface LedgerEntry {
  /** From 0, in order of execution. */
  readonly sequence: number;
  readonly tool: string;
  readonly effect: 'idempotent-write' | 'write' | 'irreversible';
  /** What was acted on, such as `refund:O-1042:I-2`. Two entries of one key are one effect executed twice, unless both are idempotent. */
  readonly key: string;
  /** The caller's idempotency key, where the tool takes one; a repeat under the same key has no effect and writes no entry. */
  readonly idempotencyKey: string | null;
  readonly arguments: Json;
}

/** What a scenario asks of a world. */
export interface WorldSetup {
  /** Merge patch (RFC 7396) over the initial state. */
  readonly state?: Json;
  readonly seed: number;
  /** Names of the tools offered; all when left out. */
  readonly tools?: readonly string[];
}

/** A world of one trial. Nothing is shared between sessions. */
export interface WorldSession {
  readonly tools: ToolBox;
  /** The state before anything happened. */
  readonly initial: Json;
  /** The state now; a copy. */
  snapshot(): Json;
  /** What changed since the beginning, in order of path. */
  changes(): readonly StateChange[];
  ledger(): readonly LedgerEntry[];
}

/** A stateful environment behind the tools. `open` is called once for each trial. */
export interface World {
  readonly name: string;
  readonly version: string;
  /** Digest over state, tools and policy: part of every suite's digest. */
  readonly digest: string;
  /** Instructions to the agent: how this world's owner wants it served. */
  readonly policy: string | null;
  /** @throws WORLD_BAD_STATE when the patch makes a state that the world's schema refuses; WORLD_UNKNOWN_TOOL */
  open(setup: WorldSetup): WorldSession;
}
