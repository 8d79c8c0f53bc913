import type { AnyMessage, Stream } from '@agentclientprotocol/sdk';
import type { Json } from '#base';
import { parseBoundedJson } from '#schema';
import { AgentFailure } from '../agent.ts';
import { flood, maxTurnBytes } from '../reply-limits.ts';
import type { AgentProcess } from '../wire/agent-process.ts';
import { readLines } from '../wire/line-reader.ts';

/** Who listens to a wire. */
export interface WireListener {
  /** A message of this session came, of so many bytes. */
  received(sessionId: string, bytes: number): void;
  /** A `session/update`. Handed over at once and not through the SDK, so that it always comes before the answer that ends its turn. */
  update(sessionId: string, update: Json): void;
  /** What came is no message. */
  broken(failure: AgentFailure): void;
}

type Message = { readonly [key: string]: Json | undefined };

/**
 * The wire to an ACP agent for the SDK's connection: JSON-RPC, one message a line. The SDK passes over what is no message, or prints it; here it breaks
 * the wire, because an agent that babbles on its protocol's channel has failed.
 */
export function acpWire(child: AgentProcess, listener: WireListener): Stream {
  const asked = new Set<Json>();
  // Nobody reads any more: the wire broke, or the SDK closed its connection
  let broken = false;
  const readable = new ReadableStream<AnyMessage>({
    start: (controller) => {
      const fail = (failure: AgentFailure): void => {
        broken = true;
        listener.broken(failure);
      };
      const line = (text: string): void => {
        if (broken || text.trim() === '') return;
        const message = readMessage(text);
        if (message === null) fail(garbage(text));
        else if (isForSdk(message, text.length, listener, asked)) controller.enqueue(message as unknown as AnyMessage);
      };
      readLines(child.stdout, maxTurnBytes, {
        line,
        tooLong: () => fail(flood(`a line of more than ${maxTurnBytes} bytes`)),
      });
      void child.ended.then(() => {
        if (!broken) controller.close();
        broken = true;
      });
    },
    cancel: () => {
      broken = true;
    },
  });
  const writable = new WritableStream<AnyMessage>({
    write: (message) => {
      if ('method' in message && 'id' in message) asked.add(message.id as Json);
      if (child.stdin.writable) child.stdin.write(`${jsonLine(message)}\n`);
    },
  });
  return { readable, writable };
}

/** Hands over what is ours to read and says whether the SDK gets the message: requests, and answers to questions that were asked. */
function isForSdk(message: Message, bytes: number, listener: WireListener, asked: Set<Json>): boolean {
  const params = isObject(message['params']) ? message['params'] : {};
  const sessionId = params['sessionId'];
  if (typeof sessionId === 'string') listener.received(sessionId, bytes);
  if (message['method'] === undefined) return asked.delete(message['id'] ?? null);
  if (message['id'] !== undefined) return true;
  if (message['method'] === 'session/update' && typeof sessionId === 'string')
    listener.update(sessionId, params['update'] ?? null);
  return false;
}

/** The line as a JSON-RPC 2.0 message; null when it is none. */
function readMessage(line: string): Message | null {
  try {
    const message = parseBoundedJson(line, 'line', { maxDepth: 100 });
    if (!isObject(message) || message['jsonrpc'] !== '2.0') return null;
    if (typeof message['method'] === 'string') return message;
    const answers = message['id'] !== undefined && Object.hasOwn(message, 'result') !== Object.hasOwn(message, 'error');
    return answers && message['method'] === undefined ? message : null;
  } catch {
    return null;
  }
}

function garbage(line: string): AgentFailure {
  const got = JSON.stringify(line.slice(0, 80));
  return new AgentFailure('agent', 'agent-garbage', `expected a JSON-RPC message as one line, got ${got}`);
}

// JSON allows these two separators in a string, yet some readers of lines, Node's own among them, break at them.
function jsonLine(message: AnyMessage): string {
  return JSON.stringify(message).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function isObject(value: Json | undefined): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
