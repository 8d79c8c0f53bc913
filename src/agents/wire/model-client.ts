import type { Json } from '#base';
import { parseBoundedJson } from '#schema';
import { AgentFailure } from '../agent.ts';
import { maxTurnBytes } from '../reply-limits.ts';
import { HttpExchange } from './http-exchange.ts';
import { type Callee, modelBreakFailure, modelStatusFailure } from './model-failure.ts';
import { plainAddress } from './secret-headers.ts';

/** A connection to a hosted model's HTTP API: posts requests, gives the answers' JSON, and says who is to blame when there is none. */
export class ModelClient {
  readonly callee: Callee;
  readonly #exchange: HttpExchange;

  constructor(url: URL, headers: Readonly<Record<string, string>>) {
    this.callee = { address: plainAddress(url), headers };
    this.#exchange = new HttpExchange({ url, headers, maxBytes: maxTurnBytes, repeatable: true });
  }

  /**
   * @throws AgentFailure of infrastructure for limits, outages and refusals; `agent-garbage` for an answer that is no JSON; `agent-flood`
   */
  async post(body: object, signal: AbortSignal): Promise<Json> {
    const answer = await this.#exchange.post(body, signal).catch((error: unknown) => {
      throw modelBreakFailure(error, this.callee);
    });
    if (answer.status !== 200) throw modelStatusFailure(answer, this.callee);
    try {
      return parseBoundedJson(answer.text, this.callee.address, { maxDepth: 100 });
    } catch (cause) {
      throw this.garbage('a JSON body', (cause as Error).message);
    }
  }

  /** The answer is not what the API promises. */
  garbage(expected: string, got: string): AgentFailure {
    return new AgentFailure('agent', 'agent-garbage', `${this.callee.address}: expected ${expected}, got ${got}`);
  }

  close(): void {
    this.#exchange.close();
  }
}
