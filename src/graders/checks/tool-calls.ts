import type { CallPattern, Check, Evidence } from '#schema';
import { absenceIsKnown } from '../absence-is-known.ts';
import { type AgentCall, agentCalls } from '../agent-calls.ts';
import { describePattern, fitsCall } from '../call-pattern.ts';
import { codeGrader } from '../code-grader.ts';
import { evidenceOf, type Finding, failedBy, notScored } from '../finding.ts';
import type { GradeInput, Grader } from '../grader.ts';
import { quoteStart } from '../quote-start.ts';
import { callText } from '../step-text.ts';

type ToolCallsCheck = Extract<Check, { check: 'tool-calls' }>;
type RequiredCall = ToolCallsCheck['required'][number];

/**
 * Grades which tools the agent called: required ones with their counts, forbidden ones, and the order of first successes.
 * Evidence: the step and the call as it was made.
 *
 * Not scored where calls could not be seen: `no-tools` when the trial has no world and its record shows no call at all, `history-incomplete` when
 * something is missing from a record that is known not to be whole.
 */
export function toolCallsGrader(check: ToolCallsCheck, position: number): Grader {
  return codeGrader(check, position, 1, (input) => {
    const calls = agentCalls(input.trajectory);
    const tooMuch = [...tooMany(check.required, calls), ...forbiddenCalls(check.forbidden, calls)];
    const missing = [...tooFew(check.required, calls), ...outOfOrder(check.order, calls)];
    if (tooMuch.length === 0 && !callsAreKnown(input, calls)) return unknownCalls(calls);
    return failedBy([...missing, ...tooMuch], `all ${calls.length} calls of the agent are as expected`);
  });
}

function callsAreKnown(input: GradeInput, calls: readonly AgentCall[]): boolean {
  return absenceIsKnown(input) && (calls.length > 0 || input.world !== null);
}

function unknownCalls(calls: readonly AgentCall[]): Finding {
  return calls.length === 0
    ? notScored('no-tools', 'the trial has no world and its record shows no tool call, so calls may not be visible')
    : notScored(
        'history-incomplete',
        'the record is known not to be whole, and what is asked for may be in the missing part',
      );
}

function fitting(pattern: CallPattern, calls: readonly AgentCall[]): readonly AgentCall[] {
  return calls.filter(({ call }) => fitsCall(pattern, call));
}

function tooFew(required: readonly RequiredCall[], calls: readonly AgentCall[]): Evidence[] {
  return required.flatMap((pattern) => {
    const count = fitting(pattern, calls).length;
    if (count >= pattern.atLeast) return [];
    const nearest = calls.findLast(({ call }) => call.name === pattern.tool);
    const message = `expected ${describePattern(pattern)} at least ${times(pattern.atLeast)}, got ${count}`;
    return [nearest === undefined ? evidenceOf(message) : quoted(`${message}; the last call of that tool`, nearest)];
  });
}

function tooMany(required: readonly RequiredCall[], calls: readonly AgentCall[]): Evidence[] {
  return required.flatMap((pattern) => {
    const most = pattern.atMost;
    if (most === undefined) return [];
    const found = fitting(pattern, calls);
    return found
      .slice(most)
      .map((call) => quoted(`expected ${describePattern(pattern)} at most ${times(most)}, got ${found.length}`, call));
  });
}

function forbiddenCalls(forbidden: readonly CallPattern[], calls: readonly AgentCall[]): Evidence[] {
  return forbidden.flatMap((pattern) =>
    fitting(pattern, calls).map((call) => quoted(`expected no ${describePattern(pattern)}`, call)),
  );
}

function outOfOrder(order: readonly string[], calls: readonly AgentCall[]): Evidence[] {
  const firsts = order.map((tool) => calls.find(({ call }) => call.name === tool && call.isError === false));
  return order.flatMap((tool, at) => {
    const first = firsts[at];
    if (first === undefined) return [evidenceOf(`expected a successful call of ${tool}, got none`)];
    const later = firsts.slice(0, at).find((before) => before !== undefined && before.step > first.step);
    if (later === undefined) return [];
    return [quoted(`expected ${tool} after ${later.call.name}, got it before`, first)];
  });
}

function quoted(message: string, { step, call }: AgentCall): Evidence {
  return evidenceOf(message, step, quoteStart(callText(call)));
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
