import { randomUUID } from 'node:crypto';
import { parseBoundedJson } from '#schema';
import { type AgentAdapter, AgentFailure, type AgentReply, type AgentSession, type AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { flood, maxTurnBytes } from '../reply-limits.ts';
import { TurnScope } from '../turn-scope.ts';
import { type HttpAnswer, HttpBreak, HttpExchange } from '../wire/http-exchange.ts';
import { foreignCall, reportedPart } from '../wire/reported.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import { excerptWithoutSecrets, plainAddress } from '../wire/secret-headers.ts';
import { type AnsweredCall, defaultMaxRounds, type ModelAnswer, toolLoop } from '../wire/tool-loop.ts';
import type { HttpAgentConfig } from './config.ts';
import { type WebhookAnswer, type WebhookCall, type WebhookRequest, webhookAnswerSchema } from './contract.ts';

/**
 * An agent behind a webhook: each turn of the user, and the results of each round of tool calls, are posted as a {@link WebhookRequest};
 * the body of the answer is a {@link WebhookAnswer}.
 *
 * A connection that breaks after it stood, and status 500, are crashes of the agent. Nobody there, a gateway without anybody behind it (502, 503,
 * 504), a limit (429) and a refusal (every other status) are infrastructure's.
 */
export function openHttpAgent(config: HttpAgentConfig): AgentAdapter {
  const url = new URL(config.url);
  const headers = config.headers ?? {};
  const exchange = new HttpExchange({ url, headers, maxBytes: maxTurnBytes, repeatable: false });
  const sessions = new OpenSessions();
  const webhook: Webhook = {
    address: plainAddress(url),
    headers,
    exchange,
    maxRounds: config.maxRounds ?? defaultMaxRounds,
  };
  return {
    kind: 'http',
    identity: {
      name: webhook.address,
      version: null,
      model: null,
      settings: { maxRounds: webhook.maxRounds },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      return sessions.add(new WebhookSession(webhook, trial, sessions));
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      exchange.close();
    },
  };
}

interface Webhook {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly exchange: HttpExchange;
  readonly maxRounds: number;
}

/** What stays the same in every request of a conversation. */
type Standing = Omit<WebhookRequest, 'turn' | 'text' | 'history' | 'calls'>;

class WebhookSession implements AgentSession {
  readonly #webhook: Webhook;
  readonly #trial: AgentTrial;
  readonly #sessions: OpenSessions;
  #standing: Standing;
  readonly #scope = new TurnScope();
  readonly #history: { role: 'user' | 'agent'; text: string }[] = [];
  #turns = 0;

  constructor(webhook: Webhook, trial: AgentTrial, sessions: OpenSessions) {
    this.#webhook = webhook;
    this.#trial = trial;
    this.#sessions = sessions;
    this.#standing = {
      version: 1,
      conversation: randomUUID(),
      trial: trial.id,
      instructions: trial.instructions,
      seed: trial.seed,
      tools: trial.tools.definitions.map(({ name, description, inputSchema: parameters }) => ({
        name,
        description,
        parameters,
      })),
      ...(trial.servers !== undefined && { servers: trial.servers }),
    };
  }

  async reply(userText: string, signal: AbortSignal): Promise<AgentReply> {
    const turn = this.#turns++;
    const calls: WebhookCall[] = [];
    const { record, tools } = this.#trial;
    let ended = false;
    const ask = async (stop: AbortSignal): Promise<ModelAnswer> => {
      const answer = await this.#ask({ turn, text: userText, history: this.#history, calls }, stop);
      for (const call of answer.ownCalls) record.foreignCall(foreignCall(call));
      ended = answer.ended;
      return modelAnswer(answer, calls.length);
    };
    const tell = (answered: readonly AnsweredCall[]): void => void calls.push(...answered.map(webhookCall));
    const loop = { tools, record, maxRounds: this.#webhook.maxRounds, ask, tell };
    const reply = await this.#scope.run(signal, (stop) => toolLoop(loop, stop));
    this.#history.push({ role: 'user', text: userText }, { role: 'agent', text: reply.text });
    return { ...reply, ended };
  }

  /** Posts a turn; once more with the tools' MCP address when the answer wants it, which starts the server. */
  async #ask(turn: Omit<WebhookRequest, keyof Standing>, signal: AbortSignal): Promise<WebhookAnswer> {
    const answer = await this.#post({ ...this.#standing, ...turn }, signal);
    if (answer.wants !== 'mcp' || this.#standing.mcp !== undefined) return complete(answer, this.#webhook.address);
    this.#standing = { ...this.#standing, mcp: (await this.#trial.mcp()).url };
    return complete(await this.#post({ ...this.#standing, ...turn }, signal), this.#webhook.address);
  }

  async #post(request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    const answer = await this.#webhook.exchange.post(request, signal).catch((error: unknown) => {
      throw breakFailure(error, this.#webhook.address);
    });
    if (answer.status < 200 || answer.status > 299) throw statusFailure(answer, this.#webhook);
    return readAnswer(answer.text, this.#webhook.address);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scope.close();
    this.#sessions.delete(this);
  }
}

function modelAnswer(answer: WebhookAnswer, callsBefore: number): ModelAnswer {
  const text = answer.text ?? null;
  return {
    calls: answer.toolCalls.map(({ id, name, arguments: given }, at) => ({
      name,
      arguments: given,
      callId: id ?? `call-${callsBefore + at}`,
    })),
    decision: { text, toolCalls: answer.toolCalls.length, ...reportedPart(answer) },
  };
}

function webhookCall({ call, answer }: AnsweredCall): WebhookCall {
  return {
    id: call.callId ?? '',
    name: call.name,
    arguments: call.arguments,
    result: answer.text,
    isError: answer.isError,
  };
}

function readAnswer(text: string, address: string): WebhookAnswer {
  let body: unknown;
  try {
    body = parseBoundedJson(text, address, { maxDepth: 100 });
  } catch (cause) {
    throw garbage(address, 'a JSON body', (cause as Error).message);
  }
  const parsed = webhookAnswerSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw garbage(
      address,
      'an answer with text or toolCalls',
      `${issue?.path.join('.') || 'the body'}: ${issue?.message}`,
    );
  }
  return parsed.data;
}

function complete(answer: WebhookAnswer, address: string): WebhookAnswer {
  if (typeof answer.text === 'string' || answer.toolCalls.length > 0) return answer;
  throw garbage(address, 'an answer with text or toolCalls', 'neither');
}

function garbage(address: string, expected: string, got: string): AgentFailure {
  return new AgentFailure('agent', 'agent-garbage', `${address}: expected ${expected}, got ${got}`);
}

function breakFailure(error: unknown, address: string): unknown {
  if (!(error instanceof HttpBreak)) return error;
  if (error.tooLarge) return flood(error.message);
  const message = `${address}: ${error.message}`;
  if (error.reached) return new AgentFailure('agent', 'agent-crashed', message);
  return new AgentFailure('infrastructure', 'agent-unreachable', message);
}

const gateways = new Set([502, 503, 504]);

function statusFailure(answer: HttpAnswer, { address, headers }: Webhook): AgentFailure {
  const wait = retryAfterMs(answer.headers);
  const options = wait === null ? {} : { retryAfterMs: wait };
  const message = `${address} answered ${answer.status}: ${excerptWithoutSecrets(answer.text, headers)}`;
  if (answer.status === 500) return new AgentFailure('agent', 'agent-crashed', message);
  if (answer.status === 429) return new AgentFailure('infrastructure', 'provider-rate-limited', message, options);
  if (gateways.has(answer.status)) return new AgentFailure('infrastructure', 'agent-unreachable', message, options);
  return new AgentFailure('infrastructure', 'agent-refused', message);
}
