import type { Json } from '#base';
import type { AgentRecord, AgentReply, ForeignCall } from '../agent.ts';
import { boundedText, flood, maxReplyChars } from '../reply-limits.ts';
import {
  chunkSchema,
  type PromptEnd,
  sessionUpdateSchema,
  type ToolUpdate,
  toolUpdateSchema,
  usageUpdateSchema,
} from './session-update.ts';

const maxCalls = 5000;
const maxEvents = 500;
const maxThoughtChars = 100_000;

/** What a session's turns share. */
export interface SessionLedger {
  /** What the session has cost since its beginning, in US dollars; null when the agent has not said. */
  costUsd: number | null;
}

/** A tool call of the agent's as far as it has been told. */
interface ToldCall {
  update: ToolUpdate;
  recorded: boolean;
}

/**
 * One turn of an ACP agent, put together from its updates.
 *
 * The reply is everything it said in the turn, as its user sees it: messages before and between tool calls too, a blank line between them. Tool
 * calls through our own MCP server record themselves; all others are recorded here when they end.
 */
export class TurnRecord {
  readonly #record: AgentRecord;
  readonly #isOurs: (update: ToolUpdate) => boolean;
  readonly #ledger: SessionLedger;
  readonly #costBefore: number | null;
  readonly #messages: { id: string | null; text: string }[] = [];
  readonly #calls = new Map<string, ToldCall>();
  #chars = 0;
  #events = 0;
  #thought = '';
  #context: Json = null;
  #newMessage = true;

  constructor(record: AgentRecord, isOurs: (update: ToolUpdate) => boolean, ledger: SessionLedger) {
    this.#record = record;
    this.#isOurs = isOurs;
    this.#ledger = ledger;
    this.#costBefore = ledger.costUsd;
  }

  /**
   * Takes in one update. What does not have the form of its kind is kept as an event.
   *
   * @throws AgentFailure `agent-flood`
   */
  take(given: Json): void {
    const { success, data } = sessionUpdateSchema.safeParse(given);
    const kind = success ? data.sessionUpdate : 'unknown';
    if (!this.#takeKnown(kind, given)) this.#event(kind, given);
  }

  /** The reply that ends the turn. */
  end({ stopReason, usage }: PromptEnd): AgentReply {
    for (const call of this.#calls.values()) this.#recordCall(call);
    const text = this.#messages.map((message) => message.text).filter((part) => part !== '');
    return {
      text: boundedText(text.join('\n\n')),
      toolCalls: 0,
      ended: false,
      finishReason: stopReason,
      ...this.#cost(),
      ...this.#extra(usage ?? null),
    };
  }

  /** Whether the update was of a kind that is understood. */
  #takeKnown(kind: string, given: Json): boolean {
    switch (kind) {
      case 'agent_message_chunk':
        return this.#message(given);
      case 'agent_thought_chunk':
        return this.#think(given);
      case 'tool_call':
      case 'tool_call_update':
        return this.#call(given);
      case 'usage_update':
        return this.#usage(given);
      // What the user said comes back, and menus of commands that nobody chooses from
      case 'user_message_chunk':
      case 'available_commands_update':
        return true;
      default:
        return false;
    }
  }

  #message(given: Json): boolean {
    const { data } = chunkSchema.safeParse(given);
    if (data?.content.type !== 'text') return false;
    const text = data.content.text ?? '';
    this.#chars += text.length;
    if (this.#chars > maxReplyChars) throw flood('more');
    const id = data.messageId ?? null;
    const last = this.#messages.at(-1);
    if (last === undefined || this.#newMessage || last.id !== id) this.#messages.push({ id, text });
    else last.text += text;
    this.#newMessage = false;
    return true;
  }

  #think(given: Json): boolean {
    const { data } = chunkSchema.safeParse(given);
    this.#thought = `${this.#thought}${data?.content.text ?? ''}`.slice(0, maxThoughtChars);
    return data !== undefined;
  }

  #call(given: Json): boolean {
    const { data } = toolUpdateSchema.safeParse(given);
    if (data === undefined) return false;
    const known = this.#calls.get(data.toolCallId);
    const call = known ?? { update: data, recorded: false };
    if (known === undefined) this.#calls.set(data.toolCallId, call);
    else call.update = { ...call.update, ...withoutGaps(data) };
    if (this.#calls.size > maxCalls) throw flood(`${maxCalls} tool calls in a turn`);
    this.#newMessage = true;
    if (call.update.status === 'completed' || call.update.status === 'failed') this.#recordCall(call);
    return true;
  }

  #recordCall(call: ToldCall): void {
    if (call.recorded) return;
    call.recorded = true;
    if (!this.#isOurs(call.update)) this.#record.foreignCall(foreignCallOf(call.update));
  }

  #usage(given: Json): boolean {
    const { data } = usageUpdateSchema.safeParse(given);
    if (data === undefined) return false;
    this.#context = { used: data.used ?? null, size: data.size ?? null };
    if (data.cost?.currency === 'USD') this.#ledger.costUsd = data.cost.amount;
    return true;
  }

  #event(kind: string, given: Json): void {
    if (++this.#events > maxEvents) throw flood(`${maxEvents} events in a turn`);
    this.#record.event(`acp.${kind.slice(0, 80)}`, given);
  }

  /** The agent tells what the whole session cost; the turn's part is what came on top. */
  #cost(): { costUsd?: number } {
    if (this.#ledger.costUsd === null) return {};
    const costUsd = this.#ledger.costUsd - (this.#costBefore ?? 0);
    return costUsd >= 0 ? { costUsd } : {};
  }

  /** Usage stays as it came: the protocol has not settled whether it speaks of the turn or of the session. */
  #extra(usage: Json): { extra?: Record<string, Json> } {
    const extra = {
      ...(this.#thought === '' ? {} : { thought: this.#thought }),
      ...(this.#context === null ? {} : { context: this.#context }),
      ...(usage === null ? {} : { usage }),
    };
    return Object.keys(extra).length === 0 ? {} : { extra };
  }
}

/** An update changes what it names and leaves the rest. */
function withoutGaps(update: ToolUpdate): ToolUpdate {
  const named = Object.entries(update).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(named) as ToolUpdate;
}

function foreignCallOf(update: ToolUpdate): ForeignCall {
  const { toolCallId, name, title, rawInput, status } = update;
  return {
    name: (name ?? title ?? 'unnamed tool').slice(0, 500),
    arguments: rawInput ?? {},
    result: resultOf(update),
    isError: status === 'failed' ? true : status === 'completed' ? false : null,
    callId: toolCallId.slice(0, 500),
  };
}

function resultOf({ content, rawOutput }: ToolUpdate): string | null {
  const texts = (content ?? []).map((part) => part.content?.text ?? '').filter((text) => text !== '');
  if (texts.length > 0) return texts.join('\n');
  if (rawOutput === undefined || rawOutput === null) return null;
  return typeof rawOutput === 'string' ? rawOutput : JSON.stringify(rawOutput);
}
