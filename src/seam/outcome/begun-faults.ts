import type { SeamEventOf } from '../record/seam-event.ts';
import { wasDelivered } from '../record/was-delivered.ts';
import type { BegunFaultIds } from './begun-fault-ids.ts';
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
export function begunFaults(timeline: readonly TimedCall[], ids: BegunFaultIds): BegunFault[] {
  const groups = Map.groupBy(timeline.filter(isFaulted), ({ fault }) => ids.of(fault.id));
  return [...groups].map(([id, calls]) => ({ id, calls }));
}

function isFaulted(call: TimedCall): call is FaultedCall {
  return call.fault !== null;
}

/** Whether two calls are attempts at the same intent: the same server, tool and arguments without volatile places. */
export function sameIntent({ call: one }: TimedCall, { call: other }: TimedCall): boolean {
  return one.intent === other.intent && one.operation === other.operation && one.server === other.server;
}

/** Whether a fault on this call was carried out and the caller was still there to meet it. */
export function isDelivered({ fault, reply }: FaultedCall): boolean {
  return wasDelivered(fault, reply ?? undefined);
}
