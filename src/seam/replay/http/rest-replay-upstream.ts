import type { IncomingMessage } from 'node:http';
import type { SeamClock } from '../../clock.ts';
import type { UpstreamRequest } from '../../proxy/http/upstream.ts';
import { bodyArguments, queryArguments } from '../../proxy/rest/rest-arguments.ts';
import { effectOfMethod } from '../../safety/effect-of-tool.ts';
import { declaredEffect, type ServerPolicy } from '../../safety/guard.ts';
import type { TrialReplay } from '../trial-replay.ts';
import { madeDocument } from './made-document.ts';
import { recordedResponse } from './recorded-response.ts';
import type { Sender } from './sender.ts';

/** The recording stands in the place of a REST API. */
export class RestReplayUpstream implements Sender {
  readonly #server: string;
  readonly #policy: ServerPolicy;
  readonly #trial: TrialReplay;
  readonly #clock: SeamClock;
  readonly #live: Sender;

  constructor(server: string, policy: ServerPolicy, trial: TrialReplay, clock: SeamClock, live: Sender) {
    this.#server = server;
    this.#policy = policy;
    this.#trial = trial;
    this.#clock = clock;
    this.#live = live;
  }

  async send(request: UpstreamRequest): Promise<IncomingMessage> {
    const [path = '/'] = request.path.split('?');
    const operation = `${request.method} ${path === '' ? '/' : path}`;
    const answer = this.#trial.answer({
      carrier: 'http',
      server: this.#server,
      operation,
      arguments: { query: queryArguments(request.path), body: bodyArguments(request.body) },
      effect: declaredEffect(this.#policy, operation) ?? effectOfMethod(request.method),
    });
    if (answer.from === 'live') return this.#live.send(request);
    if (answer.from !== 'recording')
      return madeDocument(503, '{"error":{"code":"unavailable","message":"Service unavailable"}}');
    return recordedResponse(answer.recorded.answers[0], this.#trial.config.speed, this.#clock);
  }
}
