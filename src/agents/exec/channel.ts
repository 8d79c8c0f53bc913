import { parseBoundedJson } from '#schema';
import { AgentFailure } from '../agent.ts';
import { flood, maxTurnBytes } from '../reply-limits.ts';
import type { AgentProcess } from '../wire/agent-process.ts';
import { readLines } from '../wire/line-reader.ts';
import { type FromAgent, fromAgentSchema, type ToAgent } from './protocol.ts';

/** The end of a conversation that a channel carries. */
export interface ChannelEnd {
  /** A message of this conversation, and how many bytes it had. */
  receive(message: FromAgent, bytes: number): void;
  /** The process is no longer of use. */
  broken(failure: AgentFailure): void;
}

/** One agent process and the conversations it is having, as messages. What cannot be read as a message breaks the whole channel. */
export class ExecChannel {
  readonly child: AgentProcess;
  readonly #ends = new Map<string, ChannelEnd>();
  #failure: AgentFailure | null = null;

  constructor(child: AgentProcess) {
    this.child = child;
    readLines(child.stdout, maxTurnBytes, {
      line: (text) => this.#receive(text),
      tooLong: () => this.#break(flood(`a line of more than ${maxTurnBytes} bytes`)),
    });
    void child.ended.then((end) => this.#break(new AgentFailure('agent', 'agent-crashed', child.describeEnd(end))));
  }

  get usable(): boolean {
    return this.#failure === null;
  }

  /** Begins a conversation. A channel that is broken already says so at once. */
  join(session: string, end: ChannelEnd): void {
    this.#ends.set(session, end);
    if (this.#failure !== null) end.broken(this.#failure);
  }

  leave(session: string): void {
    this.#ends.delete(session);
  }

  send(message: ToAgent): void {
    if (this.child.stdin.writable) this.child.stdin.write(`${jsonLine(message)}\n`);
  }

  #receive(line: string): void {
    if (this.#failure !== null || line.trim() === '') return;
    const message = readMessage(line);
    if (message === null) {
      const got = JSON.stringify(line.slice(0, 80));
      this.#break(new AgentFailure('agent', 'agent-garbage', `expected a message as one line of JSON, got ${got}`));
    } else this.#ends.get(message.session)?.receive(message, line.length);
  }

  #break(failure: AgentFailure): void {
    if (this.#failure !== null) return;
    this.#failure = failure;
    for (const end of this.#ends.values()) end.broken(failure);
    void this.child.stop('busy');
  }
}

// JSON allows these two separators in a string, yet some readers of lines, Node's own among them, break at them.
function jsonLine(message: ToAgent): string {
  return JSON.stringify(message).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function readMessage(line: string): FromAgent | null {
  try {
    const parsed = fromAgentSchema.safeParse(parseBoundedJson(line, 'line', { maxDepth: 100 }));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
