import type { Artifact, Message, Part, StreamResponse, Task, TaskStatus } from '@a2a-js/sdk';
import type { Json } from '#base';
import { AgentFailure, type AgentRecord, type AgentReply } from '../agent.ts';
import { boundedText, flood, maxReplyChars } from '../reply-limits.ts';
import type { A2aSdk } from './load-sdk.ts';

const maxEvents = 500;

/** A task's state by its name, such as `input_required`. */
export type StateName = string;

/** States in which the agent goes on by itself. */
const busy: ReadonlySet<StateName> = new Set(['unspecified', 'submitted', 'working', 'unrecognized']);

/**
 * One turn of an A2A agent, put together from what it sends: a message, or a task with its states and artifacts.
 *
 * The reply is the message; of a task its artifacts and then the message of its last state, a blank line between them. What a working task says meanwhile,
 * and parts that are no text, are recorded as events.
 */
export class TaskTurn {
  readonly #sdk: A2aSdk['core'];
  readonly #record: AgentRecord;
  readonly #artifacts = new Map<string, string>();
  #message: string | null = null;
  #state: StateName | null = null;
  #stateText = '';
  #taskId = '';
  #contextId = '';
  #chars = 0;
  #events = 0;

  constructor(sdk: A2aSdk['core'], record: AgentRecord) {
    this.#sdk = sdk;
    this.#record = record;
  }

  /** The task's id; empty where the agent answers with a message. */
  get taskId(): string {
    return this.#taskId;
  }

  /** The conversation's id as the agent names it. */
  get contextId(): string {
    return this.#contextId;
  }

  /** Whether the task goes on, so that the turn has no end yet. */
  get isBusy(): boolean {
    return this.#message === null && this.#taskId !== '' && busy.has(this.#state ?? 'unspecified');
  }

  /** Whether the task waits for the user's next words. */
  get wantsInput(): boolean {
    return this.#state === 'input_required';
  }

  /**
   * Takes in what the agent sent.
   *
   * @throws AgentFailure `agent-flood`
   */
  take({ payload }: StreamResponse): void {
    if (payload?.$case === 'message') this.#takeMessage(payload.value);
    else if (payload?.$case === 'task') this.takeTask(payload.value);
    else if (payload?.$case === 'artifactUpdate') this.#takeArtifact(payload.value.artifact, payload.value.append);
    else if (payload?.$case === 'statusUpdate') {
      this.#taskId ||= payload.value.taskId;
      this.#takeStatus(payload.value.status);
    }
  }

  /**
   * Takes in a task as a whole: its artifacts replace those known.
   *
   * @throws AgentFailure `agent-garbage` for one without id or status, `agent-flood`
   */
  takeTask({ id, contextId, status, artifacts }: Task): void {
    if (id === '' || status === undefined)
      throw new AgentFailure('agent', 'agent-garbage', 'expected a task with an id and a status, got one without');
    this.#taskId = id;
    this.#contextId = contextId || this.#contextId;
    for (const artifact of artifacts) this.#takeArtifact(artifact, false);
    this.#takeStatus(status);
  }

  /**
   * The reply that ends the turn.
   *
   * @throws AgentFailure when the task failed, when it wants credentials, and when nothing came at all
   */
  end(): AgentReply {
    const parts = this.#message === null ? [...this.#artifacts.values(), this.#stateText] : [this.#message];
    const text = [...new Set(parts)].filter((part) => part !== '').join('\n\n');
    if (this.#message === null && this.#state === null)
      throw new AgentFailure('agent', 'agent-garbage', 'expected a message or a task, got neither');
    if (this.#state === 'failed')
      throw new AgentFailure('agent', 'agent-crashed', `the task failed: ${text.slice(0, 300)}`);
    if (this.#state === 'auth_required')
      throw new AgentFailure(
        'infrastructure',
        'agent-not-signed-in',
        `the agent wants credentials: ${text.slice(0, 300)}`,
      );
    return { text: boundedText(text), toolCalls: 0, ended: false, finishReason: this.#state ?? 'message' };
  }

  #takeMessage({ contextId, parts }: Message): void {
    this.#contextId = contextId || this.#contextId;
    this.#message = this.#textOf(parts);
  }

  #takeStatus(status: TaskStatus | undefined): void {
    if (status === undefined) return;
    const name = this.#sdk.taskStateToJSON(status.state);
    this.#state = name.replace('TASK_STATE_', '').toLowerCase();
    this.#stateText = this.#textOfMessage(status.message);
    if (busy.has(this.#state)) this.#event('status', { state: this.#state, text: this.#stateText });
  }

  #takeArtifact(artifact: Artifact | undefined, append: boolean): void {
    if (artifact === undefined) return;
    const text = this.#textOf(artifact.parts);
    const before = append ? (this.#artifacts.get(artifact.artifactId) ?? '') : '';
    this.#artifacts.set(artifact.artifactId, before + text);
  }

  #textOfMessage(message: Message | undefined): string {
    return message === undefined ? '' : this.#textOf(message.parts);
  }

  #textOf(parts: readonly Part[]): string {
    const texts: string[] = [];
    for (const { content, mediaType, filename } of parts) {
      if (content?.$case === 'text') texts.push(content.value);
      else this.#event('part', { kind: content?.$case ?? null, mediaType, filename, value: keptValue(content) });
    }
    const text = texts.join('\n');
    this.#chars += text.length;
    if (this.#chars > 2 * maxReplyChars) throw flood('more');
    return text;
  }

  #event(name: string, value: Json): void {
    if (++this.#events > maxEvents) throw flood(`${maxEvents} events in a turn`);
    this.#record.event(`a2a.${name}`, value);
  }
}

/** What is kept of a part that is no text: data and addresses, not the bytes of files. */
function keptValue(content: Part['content']): Json {
  if (content?.$case === 'data') return (content.value ?? null) as Json;
  return content?.$case === 'url' ? content.value.slice(0, 2000) : null;
}
