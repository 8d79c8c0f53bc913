import { Message, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent } from '@a2a-js/sdk';
import { AgentEvent, type AgentExecutor, type ExecutionEventBus, type RequestContext } from '@a2a-js/sdk/server';
import type { Json } from '#base';
import { floodChars, type ScriptedCall, scriptedAction } from '../../conformance-script.ts';
import { breakHttp, type LoopbackServer } from '../../testing/loopback-server.ts';
import { HttpExchange } from '../../wire/http-exchange.ts';
import { trialMetadataKey } from '../config.ts';
import { a2aServer } from './a2a-server.ts';

const broken = ['crash', 'garbage', 'endless', 'rate-limit'];

/** The scripted agent behind A2A. `message`: answers with messages, without streams. `task`: works on tasks and streams them. */
export function scriptedA2a(answers: 'message' | 'task'): Promise<LoopbackServer> {
  return a2aServer(new ScriptedExecutor(answers), answers === 'task', (request, response, body) => {
    const text = lastText(body);
    return broken.includes(text) && breakHttp(text, request, response);
  });
}

function lastText(body: unknown): string {
  const { params } = body as { params?: { message?: { parts?: { text?: string }[] } } };
  return params?.message?.parts?.at(-1)?.text ?? '';
}

class ScriptedExecutor implements AgentExecutor {
  readonly #answers: 'message' | 'task';
  readonly #heard = new Map<string, string[]>();
  readonly #mcp = new Map<string, string>();
  readonly #cancelled = new Map<string, () => void>();

  constructor(answers: 'message' | 'task') {
    this.#answers = answers;
  }

  async execute(context: RequestContext, bus: ExecutionEventBus): Promise<void> {
    const { contextId, taskId, userMessage } = context;
    const trial = userMessage.metadata?.[trialMetadataKey] as { tools?: { mcp: string } } | undefined;
    if (trial?.tools !== undefined) this.#mcp.set(contextId, trial.tools.mcp);
    const part = userMessage.parts.at(-1)?.content;
    const texts = [...(this.#heard.get(contextId) ?? []), part?.$case === 'text' ? part.value : ''];
    this.#heard.set(contextId, texts);
    const publish = this.#answers === 'task' ? taskOf(bus, taskId, contextId) : messageOf(bus, contextId);
    publish.begin();
    publish.end(await this.#act(texts, contextId, taskId));
  }

  async cancelTask(taskId: string, bus: ExecutionEventBus): Promise<void> {
    this.#cancelled.get(taskId)?.();
    bus.publish(status(taskId, '', 'TASK_STATE_CANCELED'));
  }

  async #act(texts: readonly string[], contextId: string, taskId: string): Promise<string> {
    const action = scriptedAction(texts);
    if (action.kind === 'say') return action.text;
    if (action.kind === 'flood') return 'x'.repeat(floodChars);
    if (action.kind === 'call') return callTools(this.#mcp.get(contextId) ?? '', action.calls);
    return new Promise((resolve) => this.#cancelled.set(taskId, () => resolve('')));
  }
}

function messageOf(bus: ExecutionEventBus, contextId: string) {
  const end = (text: string): void => {
    const message = { messageId: `m${Math.floor(performance.now() * 1000)}`, contextId, role: 'ROLE_AGENT' };
    bus.publish(AgentEvent.message(Message.fromJSON({ ...message, parts: [{ text }] })));
  };
  return { begin: () => undefined, end };
}

/** Publishes a task as it goes: submitted, working, an artifact in two pieces, completed. */
function taskOf(bus: ExecutionEventBus, taskId: string, contextId: string) {
  const artifact = (text: string, append: boolean): void => {
    const event = { taskId, contextId, append, lastChunk: append, artifact: { artifactId: 'a', parts: [{ text }] } };
    bus.publish(AgentEvent.artifactUpdate(TaskArtifactUpdateEvent.fromJSON(event)));
  };
  return {
    begin: () => {
      bus.publish(AgentEvent.task(Task.fromJSON({ id: taskId, contextId, status: { state: 'TASK_STATE_SUBMITTED' } })));
      bus.publish(status(taskId, contextId, 'TASK_STATE_WORKING'));
    },
    end: (text: string) => {
      const middle = Math.floor(text.length / 2);
      artifact(text.slice(0, middle), false);
      artifact(text.slice(middle), true);
      bus.publish(status(taskId, contextId, 'TASK_STATE_COMPLETED'));
    },
  };
}

function status(taskId: string, contextId: string, state: string) {
  return AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({ taskId, contextId, status: { state } }));
}

/** The results of calls over MCP, one a line. */
async function callTools(mcp: string, calls: readonly ScriptedCall[]): Promise<string> {
  const exchange = new HttpExchange({ url: new URL(mcp), headers: {}, maxBytes: 1_000_000, repeatable: false });
  const call = async ({ name, arguments: given }: ScriptedCall, id: number): Promise<string> => {
    const request = { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } };
    const { text } = await exchange.post(request, AbortSignal.timeout(20_000));
    const { result } = JSON.parse(text) as { result: { content: { text: string }[] } } & Json;
    return result.content.map((part) => part.text).join('');
  };
  try {
    return (await Promise.all(calls.map(call))).join('\n');
  } catch {
    // The trial ended in the middle of the call, and nobody waits for the answer
    return '';
  } finally {
    exchange.close();
  }
}
