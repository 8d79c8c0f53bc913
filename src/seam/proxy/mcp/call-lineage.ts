import { digestJson, type Json } from '#base';
import type { OpenCall } from '../../open-call.ts';
import { isMembers, type Members, readRpcMessage } from './rpc-message.ts';

/** Most calls and tasks of a server that are kept in mind. */
const mostKept = 10_000;

/**
 * Which call a later message belongs to: the retry that brings input the server had asked for, the poll of a task that a call began. Neither is an
 * operation of its own.
 */
export class CallLineage {
  readonly #calls = new Map<string, string>();
  readonly #tasks = new Map<string, string>();

  /** A call of a tool has come. */
  began({ id, call }: OpenCall): void {
    keep(this.#calls, `${call.tool}\n${call.argumentsDigest}`, id);
  }

  /** A call of a tool was answered; the answer may name a task. */
  answered(frame: string, { id }: OpenCall): void {
    if (!frame.includes('"taskId"')) return;
    const message = readRpcMessage(frame);
    const result = message.kind === 'response' && isMembers(message.result) ? message.result : {};
    const task = isMembers(result['task']) ? result['task'] : result;
    if (typeof task['taskId'] === 'string') keep(this.#tasks, task['taskId'], id);
  }

  /** The id of the call that a retry with input or a poll of a task belongs to; undefined where it was not seen. */
  parentOf(params: Members): string | undefined {
    const { taskId, name } = params;
    if (typeof taskId === 'string') return this.#tasks.get(taskId);
    return this.#calls.get(`${String(name)}\n${digestJson((params['arguments'] ?? {}) as Json)}`);
  }
}

function keep(kept: Map<string, string>, key: string, id: string): void {
  kept.set(key, id);
  const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
}
