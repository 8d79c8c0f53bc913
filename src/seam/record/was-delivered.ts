import type { SeamEventOf } from './seam-event.ts';

/**
 * Whether a fault reached the client: it was carried out, and the client was there when the answer, or its absence, took effect.
 *
 * A hang reaches whoever waits, whether the client library gives up by itself, as most do, or the record ends with the client still waiting. So does an
 * acknowledgement that is lost in silence.
 *
 * @param reply how the fault's call ended; undefined where the record ends before
 */
export function wasDelivered(fault: SeamEventOf<'fault'>, reply: SeamEventOf<'reply'> | undefined): boolean {
  if (fault.unrealised !== null) return false;
  if (fault.fault === 'hang') return true;
  if (reply === undefined) return fault.fault === 'lost-acknowledgement' && fault.surface === 'none';
  return reply.delivered;
}
