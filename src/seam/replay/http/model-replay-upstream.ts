import type { IncomingMessage } from 'node:http';
import type { SeamClock } from '../../clock.ts';
import type { UpstreamRequest } from '../../proxy/http/upstream.ts';
import { isMembers } from '../../proxy/mcp/rpc-message.ts';
import { modelApiOf } from '../../proxy/model/model-apis.ts';
import { bodyArguments } from '../../proxy/rest/rest-arguments.ts';
import type { TrialReplay } from '../trial-replay.ts';
import { madeDocument } from './made-document.ts';
import { recordedResponse } from './recorded-response.ts';
import type { Sender } from './sender.ts';

/** The recording stands in the place of a model provider. What is no call of a known API was not recorded. */
export class ModelReplayUpstream implements Sender {
  readonly #server: string;
  readonly #trial: TrialReplay;
  readonly #clock: SeamClock;
  readonly #live: Sender;

  constructor(server: string, trial: TrialReplay, clock: SeamClock, live: Sender) {
    this.#server = server;
    this.#trial = trial;
    this.#clock = clock;
    this.#live = live;
  }

  async send(request: UpstreamRequest): Promise<IncomingMessage> {
    const api = modelApiOf(request.method, request.path);
    const body = bodyArguments(request.body);
    if (api === null || !isMembers(body))
      return this.#trial.config.unmatched === 'live'
        ? this.#live.send(request)
        : madeDocument(404, '{"error":{"message":"Not found"}}');
    const asked = {
      carrier: 'model',
      server: this.#server,
      operation: api.route,
      arguments: body,
      effect: 'read',
    } as const;
    const answer = this.#trial.answer(asked);
    if (answer.from === 'recording')
      return recordedResponse(answer.recorded.answers[0], this.#trial.config.speed, this.#clock);
    if (answer.from === 'live') return this.#live.send(request);
    // A status that no client tries again: each try would be one more call that was not recorded.
    const refusal = { status: 400, code: 'invalid_request_error', text: 'Invalid request', retryAfterS: null };
    return madeDocument(400, JSON.stringify(api.refusalBody(refusal)));
  }
}
