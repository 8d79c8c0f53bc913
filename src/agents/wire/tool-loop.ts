import type { ToolBox, ToolRequest } from '#worlds';
import { type AgentDecision, AgentFailure, type AgentRecord, type AgentReply } from '../agent.ts';
import { boundedText } from '../reply-limits.ts';
import { type ToolAnswer, toolAnswer } from './tool-answer.ts';

/** One answer of a model: a decision and the calls it asks for. */
export interface ModelAnswer {
  readonly decision: AgentDecision;
  readonly calls: readonly ToolRequest[];
}

/** A call with what the model is to read of it. */
export interface AnsweredCall {
  readonly call: ToolRequest;
  readonly answer: ToolAnswer;
}

/** What {@link toolLoop} runs with. */
export interface ToolLoop {
  readonly tools: ToolBox;
  readonly record: AgentRecord;
  readonly maxRounds: number;
  /** The model's next answer. */
  ask(signal: AbortSignal): Promise<ModelAnswer>;
  /** Puts the results into the conversation, in the order of the calls. */
  tell(answered: readonly AnsweredCall[]): void;
}

/** Most rounds of a turn when the configuration does not say. */
export const defaultMaxRounds = 100;

/**
 * Asks a model until it answers without calling tools. Calls of one decision run side by side, begun in their order.
 *
 * @throws AgentFailure `agent-endless-loop` after `maxRounds` decisions; `agent-flood`
 */
export async function toolLoop(loop: ToolLoop, signal: AbortSignal): Promise<AgentReply> {
  for (let round = 0; round < loop.maxRounds; round++) {
    const { decision, calls } = await loop.ask(signal);
    const text = decision.text === null ? null : boundedText(decision.text);
    if (calls.length === 0) return { ...decision, text: text ?? '', ended: false };
    loop.record.decision(decision);
    loop.tell(await Promise.all(calls.map((call) => answered(loop.tools, call, signal))));
    signal.throwIfAborted();
  }
  const message = `expected an answer within ${loop.maxRounds} decisions, the model kept calling tools`;
  throw new AgentFailure('agent', 'agent-endless-loop', message);
}

async function answered(tools: ToolBox, call: ToolRequest, signal: AbortSignal): Promise<AnsweredCall> {
  return { call, answer: await toolAnswer(tools, { ...call, signal }) };
}
