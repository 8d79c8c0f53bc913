import type { SeamEventOf } from '../record/seam-event.ts';
import type { TimedCall } from './trial-timeline.ts';

/** A call that met a fault. */
export interface FaultedCall extends TimedCall {
  readonly fault: SeamEventOf<'fault'>;
}

/** A fault from its beginning, with the later attempts that met it too because it lasted. */
export interface BegunFault {
  /** The id of its first event, which its mark has too. */
  readonly id: string;
  /** In order; the first began it. */
  readonly calls: readonly FaultedCall[];
}

/**
 * The faults of a trial. One that lasts over several attempts at the same call is one fault: else a tool that stays away would weigh as many faults as
 * the agent has patience.
 */
export function begunFaults(timeline: readonly TimedCall[]): BegunFault[] {
  const begun: { readonly id: string; readonly calls: FaultedCall[] }[] = [];
  for (const one of timeline) {
    if (!isFaulted(one)) continue;
    const earlier = one.fault.repeated ? beginningOf(one, begun) : undefined;
    if (earlier === undefined) begun.push({ id: one.fault.id, calls: [one] });
    else earlier.calls.push(one);
  }
  return begun;
}

function isFaulted(call: TimedCall): call is FaultedCall {
  return call.fault !== null;
}

// A tool that is gone is gone for all intents; every other fault lasts for one.
function beginningOf<Begun extends BegunFault>(one: FaultedCall, begun: readonly Begun[]): Begun | undefined {
  const ofRule = begun.filter(({ calls }) => calls[0]?.fault.rule === one.fault.rule);
  return ofRule.findLast(({ calls }) => calls[0] !== undefined && sameIntent(calls[0], one)) ?? ofRule.at(-1);
}

/** Whether two calls are attempts at the same intent: the same server, tool and arguments without volatile places. */
export function sameIntent({ call: one }: TimedCall, { call: other }: TimedCall): boolean {
  return one.intent === other.intent && one.operation === other.operation && one.server === other.server;
}

/** Whether a fault on this call was carried out and the caller was still there to meet it. */
export function isDelivered({ fault, reply }: FaultedCall): boolean {
  return fault.unrealised === null && reply?.delivered === true;
}
