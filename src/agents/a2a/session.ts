import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '@a2a-js/sdk';
import type { Client } from '@a2a-js/sdk/client';
import { AgentFailure, type AgentReply, type AgentSession, type AgentTrial } from '../agent.ts';
import { TurnScope } from '../turn-scope.ts';
import { type A2aAgentConfig, trialMetadataKey } from './config.ts';
import type { A2aSdk } from './load-sdk.ts';
import { failureOf } from './request-failure.ts';
import { TaskTurn } from './task-turn.ts';

/** How long an agent may take to hear that its task is cancelled. */
const cancelMs = 1000;
const firstPollMs = 100;
const longestPollMs = 2000;

/** What a session is opened with. */
export interface SessionRequest {
  readonly sdk: A2aSdk;
  readonly client: Client;
  readonly config: A2aAgentConfig;
  readonly trial: AgentTrial;
  /** Address of the trial's tools; null when there are none. */
  readonly mcp: string | null;
  /** Called once when the conversation is over. */
  readonly ended: (session: AgentSession) => void;
}

/** A conversation with an A2A agent: turns of one context, continuing a task as long as that asks for input. */
export class A2aSession implements AgentSession {
  readonly #request: SessionRequest;
  readonly #scope = new TurnScope();
  #contextId = '';
  /** The task that waits for the user's next words. */
  #openTaskId = '';
  #turn: TaskTurn | null = null;
  #first = true;
  #closing: Promise<void> | undefined;

  constructor(request: SessionRequest) {
    this.#request = request;
  }

  async reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    try {
      return await this.#scope.run(signal, (stop) => this.#play(userText, stop));
    } catch (error) {
      if (!(error instanceof AgentFailure)) void this.#close();
      throw error;
    } finally {
      this.#turn = null;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  async #play(text: string, signal: AbortSignal): Promise<AgentReply> {
    const { sdk, trial, config } = this.#request;
    const turn = new TaskTurn(sdk.core, trial.record);
    this.#turn = turn;
    try {
      await this.#send(text, turn, signal);
      await this.#waitForEnd(turn, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, config.headers ?? {});
    }
    this.#contextId = turn.contextId || this.#contextId;
    this.#openTaskId = turn.wantsInput ? turn.taskId : '';
    return turn.end();
  }

  async #send(text: string, turn: TaskTurn, signal: AbortSignal): Promise<void> {
    const message = this.#message(text);
    this.#first = false;
    const request = { tenant: '', message, configuration: undefined, metadata: undefined };
    for await (const event of this.#request.client.sendMessageStream(request, { signal })) turn.take(event);
  }

  /** A task may go on after its stream has ended, or without one. */
  async #waitForEnd(turn: TaskTurn, signal: AbortSignal): Promise<void> {
    for (let waitMs = firstPollMs; turn.isBusy; waitMs = Math.min(2 * waitMs, longestPollMs)) {
      await delay(waitMs, undefined, { signal });
      turn.takeTask(await this.#request.client.getTask({ tenant: '', id: turn.taskId }, { signal }));
    }
  }

  #message(text: string): Message {
    const { sdk, trial, config } = this.#request;
    const before = this.#first && config.instructions === 'message' && trial.instructions !== '';
    return {
      messageId: randomUUID(),
      contextId: this.#contextId,
      taskId: this.#openTaskId,
      role: sdk.core.Role.ROLE_USER,
      parts: [...(before ? [textPart(trial.instructions)] : []), textPart(text)],
      metadata: this.#first ? this.#metadata() : undefined,
      extensions: [],
      referenceTaskIds: [],
    };
  }

  #metadata(): Record<string, unknown> {
    const { trial, config, mcp } = this.#request;
    const { id, seed, instructions } = trial;
    return {
      [trialMetadataKey]: {
        trial: id,
        seed,
        ...(config.instructions === 'message' ? {} : { instructions }),
        ...(mcp === null ? {} : { tools: { mcp } }),
      },
    };
  }

  #close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const { client, ended } = this.#request;
    const id = this.#turn?.taskId ?? '';
    this.#scope.close();
    if (id !== '') {
      const signal = AbortSignal.timeout(cancelMs);
      // The task may be over, or the agent gone: there is nobody left to tell
      await client.cancelTask({ tenant: '', id, metadata: undefined }, { signal }).catch(() => undefined);
    }
    ended(this);
  }
}

function textPart(value: string): Message['parts'][number] {
  return { content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: 'text/plain' };
}
