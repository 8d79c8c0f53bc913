import { canonicalJson, type Json } from '#base';
import type { Step } from '#schema';
import type { SeamEvent, SeamEventOf } from '../record/seam-event.ts';

/** One call of a trial with all that the record and the trajectory hold of it. */
export interface TimedCall {
  readonly call: SeamEventOf<'call'>;
  /** Null where the seam was killed before the call ended. */
  readonly reply: SeamEventOf<'reply'> | null;
  /** The fault that was planned for it, realised or not. */
  readonly fault: SeamEventOf<'fault'> | null;
  /** The step of the trajectory it is; null where none can be told. */
  readonly step: number | null;
}

/** The calls of a trial in the order they were recorded, each with the step of the trajectory that shows the same tool and arguments. */
export function trialTimeline(events: readonly SeamEvent[], steps: readonly Step[]): TimedCall[] {
  const replies = new Map(events.filter((event) => event.kind === 'reply').map((reply) => [reply.call, reply]));
  const faults = new Map(events.filter((event) => event.kind === 'fault').map((fault) => [fault.call, fault]));
  const places = new CallPlaces(steps);
  return events
    .filter((event) => event.kind === 'call')
    .map((call) => ({
      call,
      reply: replies.get(call.id) ?? null,
      fault: faults.get(call.id) ?? null,
      step: call.carrier === 'model' ? null : places.take(call),
    }));
}

/** Calls on the trajectory that no call of the record has been found for yet. */
class CallPlaces {
  readonly #steps: readonly Step[];
  readonly #free = new Map<string, number[]>();

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    for (const [at, step] of steps.entries()) {
      if (step.kind !== 'tool' || step.caller !== 'agent') continue;
      const key = textOf(step.arguments);
      const same = this.#free.get(key);
      if (same === undefined) this.#free.set(key, [at]);
      else same.push(at);
    }
  }

  take({ operation, arguments: args }: SeamEventOf<'call'>): number | null {
    const free = this.#free.get(textOf(args)) ?? [];
    const found = free.findIndex((at) => this.#isNamed(at, operation));
    return found < 0 ? null : (free.splice(found, 1)[0] ?? null);
  }

  // Agents with MCP servers of their own show a tool behind its server's name, such as `mcp__desk__get_order`.
  #isNamed(at: number, operation: string): boolean {
    const step = this.#steps[at];
    if (step?.kind !== 'tool' || !step.name.endsWith(operation)) return false;
    const before = step.name.at(-1 - operation.length);
    return before === undefined || !/[\p{L}\p{N}]/u.test(before);
  }
}

function textOf(args: Json | null): string {
  return canonicalJson(args);
}
