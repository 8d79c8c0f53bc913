import { AgentFailure, type AgentReply, type AgentSession, type AgentTrial } from '../agent.ts';
import { boundedText, flood, maxTurnBytes } from '../reply-limits.ts';
import { TurnScope } from '../turn-scope.ts';
import { foreignCall, reportedPart } from '../wire/reported.ts';
import { toolAnswer } from '../wire/tool-answer.ts';
import type { ExecChannel } from './channel.ts';
import type { FromAgent } from './protocol.ts';

/** The most tool calls that may be under way at once. */
const maxCallsUnderWay = 128;

/** The turn that waits for its reply. */
interface Turn {
  readonly number: number;
  readonly signal: AbortSignal;
  readonly resolve: (reply: AgentReply) => void;
  readonly reject: (reason: unknown) => void;
  bytes: number;
  callsUnderWay: number;
}

/** A conversation with an agent process. An aborted turn ends the conversation: a late reply could not be told from the next one. */
export class ExecSession implements AgentSession {
  readonly #id: string;
  readonly #channel: ExecChannel;
  readonly #trial: AgentTrial;
  readonly #ended: (state: 'idle' | 'busy') => Promise<void>;
  readonly #scope = new TurnScope();
  #turns = 0;
  #turn: Turn | null = null;
  #failure: AgentFailure | null = null;
  #closing: Promise<void> | undefined;

  /** @param ended called once when the conversation is over; resolves when nothing of it is left running */
  constructor(id: string, channel: ExecChannel, trial: AgentTrial, ended: (state: 'idle' | 'busy') => Promise<void>) {
    this.#id = id;
    this.#channel = channel;
    this.#trial = trial;
    this.#ended = ended;
    channel.join(id, {
      receive: (message, bytes) => this.#receive(message, bytes),
      broken: (failure) => this.#break(failure),
    });
    const tools = trial.tools.definitions.map(({ name, description, inputSchema: parameters }) => ({
      name,
      description,
      parameters,
    }));
    const { id: trialId, seed, instructions, servers } = trial;
    const reach = servers === undefined ? {} : { servers };
    channel.send({ type: 'open', version: 1, session: id, trial: trialId, seed, instructions, tools, ...reach });
  }

  async reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    const turn = this.#turns++;
    try {
      return await this.#scope.run(signal, (stop) => this.#play(turn, userText, stop));
    } catch (error) {
      if (!(error instanceof AgentFailure)) void this.#close('busy');
      throw error;
    } finally {
      this.#turn = null;
    }
  }

  #play(turn: number, text: string, signal: AbortSignal): Promise<AgentReply> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<AgentReply>();
    this.#turn = { number: turn, signal, resolve, reject, bytes: 0, callsUnderWay: 0 };
    this.#channel.send({ type: 'user', session: this.#id, turn, text });
    return promise;
  }

  #receive(message: FromAgent, bytes: number): void {
    const turn = this.#turn;
    if (turn === null) return;
    turn.bytes += bytes;
    if (turn.bytes > maxTurnBytes) turn.reject(flood(`more than ${maxTurnBytes} bytes in a turn`));
    else this.#take(message, turn);
  }

  #take(message: FromAgent, turn: Turn): void {
    const { record } = this.#trial;
    switch (message.type) {
      case 'call':
        void this.#call(message, turn);
        break;
      case 'reply':
        yieldTurn(message, turn);
        break;
      case 'decision':
        record.decision({ text: message.text, toolCalls: message.toolCalls, ...reportedPart(message) });
        break;
      case 'own-call':
        record.foreignCall(foreignCall(message));
        break;
      case 'event':
        record.event(message.name, message.value);
        break;
      case 'error':
        turn.reject(reportedFailure(message));
    }
  }

  async #call(message: Extract<FromAgent, { type: 'call' }>, turn: Turn): Promise<void> {
    const { id, name, arguments: given } = message;
    if (++turn.callsUnderWay > maxCallsUnderWay) return turn.reject(flood(`${turn.callsUnderWay} tool calls at once`));
    try {
      const call = { name, arguments: given, callId: id, signal: turn.signal };
      const { text, isError } = await toolAnswer(this.#trial.tools, call);
      turn.callsUnderWay--;
      if (!turn.signal.aborted) this.#channel.send({ type: 'result', session: this.#id, id, text, isError });
    } catch (error) {
      turn.reject(error);
    }
  }

  #break(failure: AgentFailure): void {
    this.#failure ??= failure;
    this.#turn?.reject(failure);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close(this.#turn === null ? 'idle' : 'busy');
  }

  #close(state: 'idle' | 'busy'): Promise<void> {
    this.#closing ??= this.#end(state);
    return this.#closing;
  }

  #end(state: 'idle' | 'busy'): Promise<void> {
    this.#scope.close();
    if (state === 'busy') this.#channel.send({ type: 'cancel', session: this.#id });
    this.#channel.send({ type: 'close', session: this.#id });
    this.#channel.leave(this.#id);
    return this.#ended(state);
  }
}

function yieldTurn(message: Extract<FromAgent, { type: 'reply' }>, turn: Turn): void {
  if ((message.turn ?? turn.number) !== turn.number) return;
  try {
    turn.resolve({ ...reportedPart(message), text: boundedText(message.text), toolCalls: 0, ended: message.ended });
  } catch (error) {
    turn.reject(error);
  }
}

function reportedFailure({ code, message, retryAfterMs }: Extract<FromAgent, { type: 'error' }>): AgentFailure {
  const options = retryAfterMs === undefined ? {} : { retryAfterMs };
  const text = message.slice(0, 500) || 'the agent reports an error';
  if (code === 'failed') return new AgentFailure('agent', 'agent-crashed', text);
  return new AgentFailure('infrastructure', `provider-${code}`, text, options);
}
