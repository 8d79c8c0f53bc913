import { type Digest, digestJson, type Json } from '#base';
import type { Carrier, EffectClass } from '#schema';
import { withoutPlaces } from '../plan/call-identity.ts';
import { fitsPattern } from '../plan/fits-pattern.ts';
import { argumentDistance, type Distance } from './argument-distance.ts';
import type { RecordedCall } from './recorded-trial.ts';
import type { ReplayConfig, ToolMatch } from './replay-config.ts';

/** A call that asks for its recorded answer. */
export interface AskedCall {
  readonly carrier: Carrier;
  readonly server: string;
  readonly operation: string;
  readonly arguments: Json;
  readonly effect: EffectClass;
}

/** Why a call has no recorded answer. `stale`: it has, but a write has happened since that the answer does not know. */
export type NoMatch = 'not-recorded' | 'out-of-order' | 'exhausted' | 'stale';

/** The recorded call that answers a call, and how it was found; or why there is none. */
export type Match =
  | { readonly how: 'keyed' | 'strict' | 'nth' | 'repeated'; readonly recorded: RecordedCall }
  | { readonly how: 'fuzzy'; readonly recorded: RecordedCall; readonly distance: Distance }
  | { readonly how: 'none'; readonly reason: NoMatch };

/** How matching is done; see `replayConfigSchema`. */
export type MatchOptions = Pick<ReplayConfig, 'match' | 'tools' | 'maxDistance' | 'volatile'>;

/** Recorded calls that could answer each other's callers, in their order. */
interface Queue {
  readonly calls: RecordedCall[];
  used: number;
}

const none = (reason: NoMatch): Match => ({ how: 'none', reason });

/**
 * Finds the recorded answers to the calls of one trial, each used once.
 *
 * A read that is asked once more than it was recorded is answered with its last answer, unless a write has happened since that answer was recorded.
 * Writes are never repeated, and neither is a model: a second answer of the same sample would be no sample.
 */
export class CallMatcher {
  readonly #options: MatchOptions;
  readonly #sequence: readonly RecordedCall[];
  readonly #byKey = new Map<string, Queue>();
  readonly #byTool = new Map<string, Queue>();
  readonly #used = new Set<RecordedCall>();
  #next = 0;
  /** Place in the recording of the latest write that was replayed; beyond all places once another write has happened. */
  #lastWrite = -1;

  /** @param calls in the order they were recorded */
  constructor(calls: readonly RecordedCall[], options: MatchOptions) {
    this.#options = options;
    this.#sequence = calls;
    for (const call of calls) {
      enqueue(this.#byKey, keyOf(call, call.key), call);
      enqueue(this.#byTool, toolOf(call), call);
    }
  }

  match(asked: AskedCall): Match {
    const found = this.#find(asked);
    if (found.how === 'none') return found;
    this.#used.add(found.recorded);
    if (asked.effect !== 'read' && asked.carrier !== 'model')
      this.#lastWrite = Math.max(this.#lastWrite, found.recorded.at);
    return found;
  }

  /** A write has happened that was not recorded: no recorded answer may be repeated any more. */
  wroteOffPath(): void {
    this.#lastWrite = Number.POSITIVE_INFINITY;
  }

  #find(asked: AskedCall): Match {
    const key = digestJson(withoutPlaces(asked.arguments, this.#options.volatile));
    if (this.#options.match === 'strict') return this.#strict(asked, key);
    const mode = this.#modeOf(asked);
    if (mode === 'nth') return this.#queued(this.#byTool.get(toolOf(asked)), asked, 'nth');
    const exact = this.#queued(this.#byKey.get(keyOf(asked, key)), asked, 'keyed');
    return exact.how === 'none' && mode === 'fuzzy' ? this.#nearest(asked, exact) : exact;
  }

  #modeOf({ carrier, operation, effect }: AskedCall): ToolMatch {
    if (carrier === 'model' || effect !== 'read') return 'keyed';
    return Object.entries(this.#options.tools).find(([pattern]) => fitsPattern(pattern, operation))?.[1] ?? 'keyed';
  }

  #strict(asked: AskedCall, key: Digest): Match {
    const recorded = this.#sequence[this.#next];
    if (recorded === undefined) return none('exhausted');
    if (keyOf(recorded, recorded.key) !== keyOf(asked, key)) return none('out-of-order');
    this.#next++;
    return { how: 'strict', recorded };
  }

  #queued(queue: Queue | undefined, asked: AskedCall, how: 'keyed' | 'nth'): Match {
    if (queue === undefined) return none('not-recorded');
    while (this.#used.has(queue.calls[queue.used] as RecordedCall)) queue.used++;
    const recorded = queue.calls[queue.used];
    if (recorded !== undefined) return { how, recorded };
    return this.#repeated(queue.calls.at(-1), asked);
  }

  #repeated(last: RecordedCall | undefined, { carrier, effect }: AskedCall): Match {
    if (last === undefined) return none('not-recorded');
    if (effect !== 'read' || carrier === 'model') return none('exhausted');
    return last.at < this.#lastWrite ? none('stale') : { how: 'repeated', recorded: last };
  }

  #nearest(asked: AskedCall, otherwise: Match): Match {
    const calls = this.#byTool.get(toolOf(asked))?.calls ?? [];
    const open = calls.filter((call) => !this.#used.has(call));
    const usable = open.length > 0 ? open : calls.filter(({ at }) => at > this.#lastWrite);
    const near = usable
      .map((recorded) => ({ recorded, distance: argumentDistance(recorded.arguments, asked.arguments) }))
      .filter(({ distance: { distance } }) => distance <= this.#options.maxDistance)
      .sort((a, b) => a.distance.distance - b.distance.distance || a.recorded.at - b.recorded.at)[0];
    return near === undefined ? otherwise : { how: 'fuzzy', ...near };
  }
}

function enqueue(queues: Map<string, Queue>, key: string, call: RecordedCall): void {
  const queue = queues.get(key) ?? { calls: [], used: 0 };
  queues.set(key, queue);
  queue.calls.push(call);
}

function keyOf(call: { readonly server: string; readonly operation: string }, key: Digest): string {
  return `${toolOf(call)}\n${key}`;
}

function toolOf({ server, operation }: { readonly server: string; readonly operation: string }): string {
  return `${server}\n${operation}`;
}
