import type { IncomingMessage } from 'node:http';
import type { Json } from '#base';
import type { Fault } from '#schema';
import { editJsonText } from '../../json/edit-json-text.ts';
import type { Answer, Mutation } from '../../mutate/mutate-answer.ts';
import { type Refusal, refusalOf } from '../../mutate/refusal-text.ts';
import type { OpenCall } from '../../open-call.ts';
import { effectOfMethod } from '../../safety/effect-of-tool.ts';
import { declaredEffect, isBlocked, type ServerPolicy } from '../../safety/guard.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { eachChunk, keptBytes, relay } from '../http/relay.ts';
import { upstreamFailed } from '../http/upstream-failed.ts';
import { bodyArguments, queryArguments } from './rest-arguments.ts';

const silenceMs = 600_000;

/** One REST API in one trial. An operation is `METHOD /path`; its arguments are the query and the body. */
export class RestSeam {
  readonly #name: string;
  readonly #policy: ServerPolicy;
  readonly #trial: TrialSeam;
  readonly #faultsArePlanned: boolean;

  constructor(name: string, policy: ServerPolicy, trial: TrialSeam, faultsArePlanned: boolean) {
    this.#name = name;
    this.#policy = policy;
    this.#trial = trial;
    this.#faultsArePlanned = faultsArePlanned;
  }

  /** Serves one request of the client, to its end. An answer that no fault changes is passed on as it comes. */
  async serve(exchange: HttpExchange): Promise<void> {
    const method = exchange.request.method ?? 'GET';
    const [path = '/'] = exchange.path.split('?');
    const tool = `${method} ${path === '' ? '/' : path}`;
    const effect = declaredEffect(this.#policy, tool) ?? effectOfMethod(method);
    const args = { query: queryArguments(exchange.path), body: bodyArguments(exchange.body) };
    const open = this.#trial.open(
      { carrier: 'http', server: this.#name, tool, arguments: args, effect },
      { duplicates: this.#policy.sandbox },
    );
    if (isBlocked(this.#policy, tool, effect, this.#faultsArePlanned)) return this.#blocked(exchange, open);
    const fault = open.faultIn('pre');
    if (fault !== null && (await this.#before(fault, exchange, open))) return;
    await this.#forward(exchange, open);
  }

  async #blocked(exchange: HttpExchange, open: OpenCall): Promise<void> {
    open.note('blocked', { effect: open.call.effect });
    const body = JSON.stringify({
      error: { code: 'forbidden', message: 'This operation is not permitted in this environment.' },
    });
    const delivered = await exchange.answer({ status: 403, contentType: 'application/json', body });
    open.end({ source: 'synthetic', outcome: 'http-error', status: 403, body, delivered });
  }

  /** Carries a fault out before the other side is called; true when that was the answer. */
  async #before(fault: Fault, exchange: HttpExchange, open: OpenCall): Promise<boolean> {
    open.realised();
    if (fault.kind === 'delay') {
      await open.clock.sleep(fault.ms, exchange.clientGone);
      if (!exchange.clientGone.aborted) return false;
      open.end({ source: 'live', outcome: 'none', delivered: false });
      return true;
    }
    if (fault.kind === 'hang') await open.clock.sleep(fault.releaseAfterMs, exchange.clientGone);
    const refusal = refusalOf(fault, open.fault?.draw ?? (() => 0));
    if (refusal === null) open.end({ source: 'fault', outcome: 'transport', delivered: exchange.reset() });
    else await refuse(exchange, open, refusal);
    return true;
  }

  async #forward(exchange: HttpExchange, open: OpenCall): Promise<void> {
    let answer: IncomingMessage;
    try {
      answer = await exchange.send();
    } catch (error) {
      upstreamFailed(error, exchange, open, this.#trial);
      return;
    }
    const fault = open.faultIn('post');
    if (fault?.kind === 'duplicate-delivery') {
      open.realised();
      (await exchange.send().catch(() => null))?.resume();
    }
    if (fault === null || fault.kind === 'duplicate-delivery') await this.#pass(exchange, open, answer);
    else await this.#after(fault, exchange, open, answer);
  }

  async #pass(exchange: HttpExchange, open: OpenCall, answer: IncomingMessage): Promise<void> {
    const firstByteMs = open.elapsedMs;
    const { text, delivered, complete, chunks } = await relay(exchange, answer, () => open.clock.ms());
    const status = answer.statusCode ?? 0;
    if (text !== null && status < 400) open.remember(() => answerOf(text));
    open.end({
      source: 'live',
      outcome: complete ? outcomeOf(status) : 'transport',
      status,
      delivered,
      firstByteMs,
      ...(text !== null && { body: text }),
      ...(isStream(answer) && { chunks }),
    });
  }

  async #after(fault: Fault, exchange: HttpExchange, open: OpenCall, answer: IncomingMessage): Promise<void> {
    const changes = fault.kind !== 'delay' && fault.kind !== 'hang' && fault.kind !== 'lost-acknowledgement';
    if (changes && unchangeable(answer) !== null) {
      open.unrealised(unchangeable(answer) ?? '');
      return this.#pass(exchange, open, answer);
    }
    if (!changes) open.realised();
    if (fault.kind === 'delay') {
      await open.clock.sleep(fault.ms, exchange.clientGone);
      return this.#pass(exchange, open, answer);
    }
    const truth = await wholeText(answer);
    if (fault.kind === 'hang') await open.clock.sleep(fault.releaseAfterMs, exchange.clientGone);
    if (!changes) return lose(exchange, open, truth);
    return this.#change(exchange, open, answer, truth);
  }

  async #change(exchange: HttpExchange, open: OpenCall, answer: IncomingMessage, truth: string | null): Promise<void> {
    if (truth === null) {
      open.end({ source: 'live', outcome: 'transport', delivered: exchange.reset() });
      return;
    }
    const mutation = open.mutate(answerOf(truth), () => true);
    const body = typeof mutation === 'string' ? truth : changedText(truth, mutation);
    if (typeof mutation === 'string') open.unrealised(mutation);
    else open.realised({ mutation, before: truth, after: body });
    const content = Buffer.from(body);
    exchange.head(answer, content.length);
    const delivered = await exchange.finish(content);
    const status = answer.statusCode ?? 0;
    open.end({ source: 'live', outcome: outcomeOf(status), status, body, delivered, ...(body !== truth && { truth }) });
  }
}

async function refuse(
  exchange: HttpExchange,
  open: OpenCall,
  { status, text, code, retryAfterS }: Refusal,
): Promise<void> {
  const body = JSON.stringify({ error: { code, message: text } });
  const headers: Record<string, string> = retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) };
  const delivered = await exchange.answer({ status, contentType: 'application/json', body, headers });
  open.end({ source: 'fault', outcome: 'http-error', status, body, delivered });
}

async function lose(exchange: HttpExchange, open: OpenCall, truth: string | null): Promise<void> {
  const silent = open.fault?.surface === 'none';
  const delivered = silent ? await exchange.silence((signal) => open.clock.sleep(silenceMs, signal)) : exchange.reset();
  open.end({ source: 'fault', outcome: silent ? 'none' : 'transport', delivered, ...(truth !== null && { truth }) });
}

function outcomeOf(status: number): 'result' | 'http-error' {
  return status >= 400 ? 'http-error' : 'result';
}

/** Why an answer's content cannot be changed; null where it can. */
function unchangeable(answer: IncomingMessage): string | null {
  if ((answer.statusCode ?? 0) >= 400) return 'reply-is-error';
  if (answer.headers['content-encoding'] !== undefined) return 'encoded';
  return isStream(answer) ? 'reply-is-stream' : null;
}

function isStream(answer: IncomingMessage): boolean {
  return /^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '');
}

async function wholeText(answer: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  const complete = await eachChunk(answer, async (chunk) => {
    length += chunk.length;
    if (length <= keptBytes) pieces.push(chunk);
  });
  return complete && length <= keptBytes ? Buffer.concat(pieces).toString('utf8') : null;
}

function answerOf(text: string): Answer {
  try {
    return { text, value: JSON.parse(text) as Json };
  } catch {
    return { text, value: undefined };
  }
}

function changedText(truth: string, mutation: Mutation): string {
  return mutation.of === 'text' ? mutation.text : editJsonText(truth, mutation.patch);
}
