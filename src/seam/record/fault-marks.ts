import type { FaultMark } from '#schema';
import type { SeamEvent, SeamEventOf } from './seam-event.ts';
import { wasDelivered } from './was-delivered.ts';

/**
 * The faults of a trial as marks, in the order they were written: planned all, realised and delivered as the record has it. What became of them is
 * not judged here: outcome, detection, retries and recovery are null, and so is the step, which only the trajectory's owner knows.
 */
export function faultMarks(events: readonly SeamEvent[]): FaultMark[] {
  const calls = new Map(events.filter((event) => event.kind === 'call').map((call) => [call.id, call]));
  const replies = new Map(events.filter((event) => event.kind === 'reply').map((reply) => [reply.call, reply]));
  return events
    .filter((event) => event.kind === 'fault')
    .map((fault) => markOf(fault, calls.get(fault.call), replies.get(fault.call)));
}

function markOf(
  fault: SeamEventOf<'fault'>,
  call: SeamEventOf<'call'> | undefined,
  reply: SeamEventOf<'reply'> | undefined,
): FaultMark {
  const realised = fault.unrealised === null;
  return {
    id: fault.id,
    kind: fault.fault,
    surface: call?.carrier === 'model' ? 'model' : 'tool',
    step: null,
    realised,
    delivered: wasDelivered(fault, reply),
    groundTruth: fault.undo,
    rule: fault.rule,
    target: call?.operation ?? null,
    detected: null,
    outcome: null,
    retries: null,
    recoveryMs: null,
    recoverySteps: null,
  };
}
