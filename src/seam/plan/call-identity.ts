import { type Digest, digestJson, type Json, memberOf, pointerNames } from '#base';
import type { Carrier, EffectClass } from '#schema';

/** A call as a seam sees it. */
export interface SeamCall {
  readonly carrier: Carrier;
  readonly server: string;
  /** The tool, `METHOD /path`, or the model's route. */
  readonly tool: string;
  readonly arguments: Json;
  readonly effect: EffectClass;
}

/** A call with its identity within the trial: what it is, and the how-manieth of its kind. */
export interface IdentifiedCall extends SeamCall {
  readonly argumentsDigest: Digest;
  /** Digest of the arguments without volatile places. */
  readonly intent: Digest;
  /** From 1, of this server, tool and intent. */
  readonly occurrence: number;
  /** From 1, of all calls. */
  readonly n: number;
}

/** Gives the calls of one trial their identity, in the order they arrive. */
export class CallCounter {
  readonly #volatile: readonly string[];
  readonly #occurrences = new Map<string, number>();
  #calls = 0;

  /** @param volatile JSON Pointers to arguments that differ between attempts at one intent */
  constructor(volatile: readonly string[] = []) {
    this.#volatile = volatile;
  }

  identify(call: SeamCall): IdentifiedCall {
    const argumentsDigest = digestJson(call.arguments);
    const intent =
      this.#volatile.length === 0 ? argumentsDigest : digestJson(withoutPlaces(call.arguments, this.#volatile));
    const key = `${call.server}\n${call.tool}\n${intent}`;
    const occurrence = (this.#occurrences.get(key) ?? 0) + 1;
    this.#occurrences.set(key, occurrence);
    return { ...call, argumentsDigest, intent, occurrence, n: ++this.#calls };
  }
}

/** A value without the members that the pointers name. */
export function withoutPlaces(value: Json, pointers: readonly string[]): Json {
  return pointers.reduce((left, pointer) => withoutPlace(left, pointerNames(pointer)), value);
}

function withoutPlace(value: Json, [part, ...rest]: readonly string[]): Json {
  if (part === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const members = value as { readonly [key: string]: Json | undefined };
  const child = memberOf(members, part);
  if (child === undefined) return value;
  const others = Object.entries(members).filter(([name]) => name !== part);
  return Object.fromEntries(rest.length === 0 ? others : [...others, [part, withoutPlace(child, rest)]]);
}
