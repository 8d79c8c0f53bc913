import { canonicalJson, type Json } from '#base';
import { contentText, type ToolCall, type Trajectory } from '#schema';
import type { Answer } from '../mutate/mutate-answer.ts';

/** A trajectory with its place in a run. */
export interface RunTrajectory {
  readonly scenario: string;
  /** The how-manieth trial of the scenario, from 0. */
  readonly index: number;
  readonly trajectory: Trajectory;
}

/** A tool call of the agent that was answered with success. */
export interface RecordedResult {
  readonly scenario: string;
  readonly index: number;
  /** Its step in the trajectory, from 0. */
  readonly step: number;
  readonly tool: string;
  /** Null where the source had none, or nothing that could be read. */
  readonly arguments: Json;
  /** The how-manieth call of the tool in the trial, from 1, whatever the arguments. */
  readonly nth: number;
  /** The how-manieth call of the tool with these arguments, from 1. */
  readonly occurrence: number;
  readonly answer: Answer;
}

/** The agent's answered calls, in their order. Calls of the user are passed over; calls without a result, with an error, or touched by a fault are
 * counted and left out. */
export function recordedResults({ scenario, index, trajectory }: RunTrajectory): RecordedResult[] {
  const calls = new Map<string, number>();
  const count = (key: string): number => {
    const counted = (calls.get(key) ?? 0) + 1;
    calls.set(key, counted);
    return counted;
  };
  return trajectory.steps.flatMap((step, at) => {
    if (step.kind !== 'tool' || step.caller !== 'agent') return [];
    const args = step.argumentsMalformed ? null : step.arguments;
    const nth = count(JSON.stringify([step.name]));
    const occurrence = count(callKey(step.name, args));
    const answer = answerOf(step);
    return answer === null
      ? []
      : [{ scenario, index, step: at, tool: step.name, arguments: args, nth, occurrence, answer }];
  });
}

/** Two calls of a tool with the same arguments have the same key. */
export function callKey(tool: string, args: Json): string {
  return JSON.stringify([tool, canonicalJson(args)]);
}

// A result that a fault had touched is not what the tool answers.
function answerOf({ result, isError, faults }: ToolCall): Answer | null {
  if (result === null || isError === true || faults.length > 0) return null;
  const text = contentText(result);
  return text === '' ? null : { text, value: parsed(text) };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
