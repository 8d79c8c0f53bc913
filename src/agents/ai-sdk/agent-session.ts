import type { ModelMessage } from 'ai';
import type { Json } from '#base';
import { priceOf } from '#llm';
import type { AgentRecord, AgentReply, AgentSession } from '../agent.ts';
import type { OpenSessions } from '../open-sessions.ts';
import { boundedText } from '../reply-limits.ts';
import { TurnScope } from '../turn-scope.ts';
import type { BoxTools } from './box-tools.ts';
import type { AiSdkAgent, AiSdkGenerated, AiSdkStep } from './config.ts';
import { sdkFailure } from './sdk-failure.ts';
import { sdkUsage } from './sdk-usage.ts';

/**
 * A conversation with an agent of the SDK that runs its own loop. Its decisions are told when they are over, too late to be recorded before their
 * calls, so only calls of its own tools are; the reply carries the usage of the whole turn.
 */
export class SdkAgentSession implements AgentSession {
  readonly #agent: AiSdkAgent;
  readonly #box: BoxTools;
  readonly #record: AgentRecord;
  readonly #sessions: OpenSessions;
  readonly #scope = new TurnScope();
  readonly #messages: ModelMessage[] = [];

  constructor(agent: AiSdkAgent, box: BoxTools, record: AgentRecord, sessions: OpenSessions) {
    this.#agent = agent;
    this.#box = box;
    this.#record = record;
    this.#sessions = sessions;
  }

  reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    return this.#scope.run(signal, async (stop) => {
      this.#messages.push({ role: 'user', content: userText });
      this.#box.turnSignal = stop;
      const result = await this.#generate(stop);
      this.#messages.push(...result.response.messages);
      return replyOf(result);
    });
  }

  async #generate(signal: AbortSignal): Promise<AiSdkGenerated> {
    try {
      return await this.#agent.generate({
        messages: [...this.#messages],
        abortSignal: signal,
        onStepEnd: (step) => this.#recordOwnCalls(step),
      });
    } catch (error) {
      throw sdkFailure(error);
    }
  }

  #recordOwnCalls({ toolCalls, content }: AiSdkStep): void {
    for (const { toolCallId, toolName, input } of toolCalls) {
      if (this.#box.executed.has(toolCallId)) continue;
      const outcome = content.find((part) => part.toolCallId === toolCallId && part.type !== 'tool-call');
      this.#record.foreignCall({
        name: toolName,
        arguments: (input ?? {}) as Json,
        result: outcome === undefined ? null : asText(outcome.output ?? outcome.error),
        isError: outcome === undefined ? null : outcome.type === 'tool-error',
        callId: toolCallId,
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.close();
    this.#sessions.delete(this);
  }
}

function replyOf({ text, finishReason, totalUsage, response }: AiSdkGenerated): AgentReply {
  const usage = sdkUsage(totalUsage);
  const cost = priceOf({ model: response.modelId, usage })?.usd;
  return {
    text: boundedText(text),
    toolCalls: 0,
    ended: false,
    finishReason,
    usage,
    ...(response.modelId !== '' && { model: response.modelId }),
    ...(cost !== undefined && { costUsd: cost }),
  };
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Error ? value.message : (JSON.stringify(value) ?? '');
}
