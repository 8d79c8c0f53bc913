import type { AgentReply, AgentSession, AgentTrial } from '../agent.ts';
import type { OpenSessions } from '../open-sessions.ts';
import { TurnScope } from '../turn-scope.ts';
import { type AnsweredCall, type ModelAnswer, toolLoop } from './tool-loop.ts';

/** A conversation with a model, kept by whoever speaks its protocol. */
export interface ModelConversation {
  /** The user speaks. */
  hear(userText: string): void;
  /** The model's next answer, which becomes part of the conversation. */
  ask(signal: AbortSignal): Promise<ModelAnswer>;
  /** Results of the calls of the last answer, in their order. */
  tell(answered: readonly AnsweredCall[]): void;
}

/** What a {@link LoopSession} runs with. */
export interface LoopSessionConfig {
  readonly conversation: ModelConversation;
  readonly trial: AgentTrial;
  readonly maxRounds: number;
}

/** A session that is our tool loop around a model. */
export class LoopSession implements AgentSession {
  readonly #config: LoopSessionConfig;
  readonly #sessions: OpenSessions;
  readonly #scope = new TurnScope();

  constructor(config: LoopSessionConfig, sessions: OpenSessions) {
    this.#config = config;
    this.#sessions = sessions;
  }

  reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    const { conversation, trial, maxRounds } = this.#config;
    return this.#scope.run(signal, (stop) => {
      conversation.hear(userText);
      const ask = (until: AbortSignal): Promise<ModelAnswer> => conversation.ask(until);
      const tell = (answered: readonly AnsweredCall[]): void => conversation.tell(answered);
      return toolLoop({ tools: trial.tools, record: trial.record, maxRounds, ask, tell }, stop);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.close();
    this.#sessions.delete(this);
  }
}
