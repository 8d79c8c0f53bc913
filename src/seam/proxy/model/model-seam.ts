import type { IncomingMessage } from 'node:http';
import { priceOf } from '#llm';
import type { Fault } from '#schema';
import { editJsonText } from '../../json/edit-json-text.ts';
import { type Refusal, refusalOf } from '../../mutate/refusal-text.ts';
import type { OpenCall } from '../../open-call.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import type { HttpExchange } from '../http/http-exchange.ts';
import { relay } from '../http/relay.ts';
import { upstreamFailed } from '../http/upstream-failed.ts';
import { isMembers } from '../mcp/rpc-message.ts';
import { bodyArguments } from '../rest/rest-arguments.ts';
import { ModelAnswer } from './model-answer.ts';
import type { ModelApi } from './model-api.ts';
import { modelApiOf } from './model-apis.ts';

/** One model provider in one trial. An operation is the API's name; its arguments are the request, whole. */
export class ModelSeam {
  readonly #name: string;
  readonly #provider: string | undefined;
  readonly #trial: TrialSeam;

  /** @param provider whose prices count; guessed from the model when left out */
  constructor(name: string, provider: string | undefined, trial: TrialSeam) {
    this.#name = name;
    this.#provider = provider;
    this.#trial = trial;
  }

  /** Serves one request of the client, to its end. What is no call of a known API is passed on unread. */
  async serve(exchange: HttpExchange): Promise<void> {
    const api = modelApiOf(exchange.request.method ?? '', exchange.path);
    const body = bodyArguments(exchange.body);
    if (api === null || !isMembers(body)) return this.#pass(exchange);
    const open = this.#trial.open({
      carrier: 'model',
      server: this.#name,
      tool: api.route,
      arguments: body,
      effect: 'read',
    });
    const fault = open.faultIn('pre');
    if (fault !== null && (await before(fault, exchange, open, api))) return;
    const request = fault?.kind === 'model-swap' ? swapped(exchange, fault.model) : exchange.body;
    const answer = await this.#contact(exchange, request, open);
    if (answer === null) return;
    const price = (model: string, usage: NonNullable<Parameters<typeof priceOf>[0]>['usage']): number | null =>
      priceOf({ model, usage, ...(this.#provider !== undefined && { provider: this.#provider }) })?.usd ?? null;
    await new ModelAnswer(exchange, open, api, answer, price).run();
  }

  async #pass(exchange: HttpExchange): Promise<void> {
    const answer = await this.#contact(exchange, exchange.body, null);
    if (answer !== null) await relay(exchange, answer, () => 0);
  }

  // Providers stop generating, and charging, when their client goes away; the seam passes that on.
  async #contact(exchange: HttpExchange, body: Buffer, open: OpenCall | null): Promise<IncomingMessage | null> {
    try {
      return await exchange.send(body, exchange.clientGone);
    } catch (error) {
      upstreamFailed(error, exchange, open, this.#trial);
      return null;
    }
  }
}

/** Carries a fault out before the provider is called; true when that was the answer. */
async function before(fault: Fault, exchange: HttpExchange, open: OpenCall, api: ModelApi): Promise<boolean> {
  open.realised();
  if (fault.kind === 'model-swap') return false;
  if (fault.kind === 'delay') {
    await open.clock.sleep(fault.ms, exchange.clientGone);
    if (!exchange.clientGone.aborted) return false;
    open.end({ source: 'live', outcome: 'none', delivered: false });
    return true;
  }
  if (fault.kind === 'hang') await open.clock.sleep(fault.releaseAfterMs, exchange.clientGone);
  const refusal =
    fault.kind === 'overloaded' ? overload(api, fault.text) : refusalOf(fault, open.fault?.draw ?? (() => 0));
  if (refusal === null) open.end({ source: 'fault', outcome: 'transport', delivered: exchange.reset() });
  else await refuse(refusal, exchange, open, api);
  return true;
}

function overload(api: ModelApi, text: string | undefined): Refusal {
  if (api.route === 'anthropic-messages')
    return { status: 529, text: text ?? 'Overloaded', code: 'overloaded_error', retryAfterS: null };
  return {
    status: 503,
    text: text ?? 'The engine is currently overloaded, please try again later',
    code: 'overloaded',
    retryAfterS: null,
  };
}

async function refuse(refusal: Refusal, exchange: HttpExchange, open: OpenCall, api: ModelApi): Promise<void> {
  const body = JSON.stringify(api.refusalBody(refusal));
  const headers: Record<string, string> =
    refusal.retryAfterS === null ? {} : { 'retry-after': String(refusal.retryAfterS) };
  const delivered = await exchange.answer({ status: refusal.status, contentType: 'application/json', body, headers });
  open.end({ source: 'fault', outcome: 'http-error', status: refusal.status, body, delivered });
}

function swapped(exchange: HttpExchange, model: string): Buffer {
  return Buffer.from(editJsonText(exchange.body.toString('utf8'), [{ op: 'add', path: '/model', value: model }]));
}
