import type { AgentCard } from '@a2a-js/sdk';
import type { Client } from '@a2a-js/sdk/client';
import { type AgentAdapter, AgentFailure, type AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { plainAddress } from '../wire/secret-headers.ts';
import type { A2aAgentConfig } from './config.ts';
import { HttpFetch } from './http-fetch.ts';
import { type A2aSdk, loadSdk } from './load-sdk.ts';
import { failureOf } from './request-failure.ts';
import { A2aSession } from './session.ts';

/**
 * An agent that speaks A2A (1.0, and 0.3 where that is all it speaks) over JSON-RPC or HTTP+JSON, streaming where its card says so. Its card is fetched
 * with the first session.
 *
 * @throws AGENTS_PEER_MISSING
 */
export async function openA2aAgent(config: A2aAgentConfig): Promise<AgentAdapter> {
  const sdk = await loadSdk();
  const url = new URL(config.url);
  const http = new HttpFetch(url.origin, config.headers ?? {});
  const sessions = new OpenSessions();
  const closed = new AbortController();
  let card: Promise<AgentCard> | null = null;
  return {
    kind: 'a2a',
    identity: {
      name: plainAddress(url),
      version: null,
      model: null,
      settings: { instructions: config.instructions ?? 'metadata' },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      const fetched = card?.catch(() => fetchCard(sdk, config, http, closed.signal));
      card = fetched ?? fetchCard(sdk, config, http, closed.signal);
      const current = await untilAborted(card, signal);
      noteCard(current, trial);
      const client = await connect(sdk, current, http, closed.signal);
      const mcp = trial.tools.definitions.length === 0 ? null : (await trial.mcp()).url;
      const ended = (session: AsyncDisposable): void => sessions.delete(session);
      return sessions.add(new A2aSession({ sdk, client, config, trial, mcp, ended }));
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      closed.abort(new AgentFailure('infrastructure', 'agent-closed', 'the agent was closed before it answered'));
      http.close();
    },
  };
}

async function fetchCard(
  sdk: A2aSdk,
  config: A2aAgentConfig,
  http: HttpFetch,
  signal: AbortSignal,
): Promise<AgentCard> {
  const fetchImpl = http.within(signal);
  const resolver = new sdk.client.DefaultAgentCardResolver({ fetchImpl, legacyCompat: { enabled: true } });
  try {
    return await resolver.resolve(cardAddress(config.url), '');
  } catch (error) {
    throw failureOf(error, config.headers ?? {});
  }
}

function connect(sdk: A2aSdk, card: AgentCard, http: HttpFetch, signal: AbortSignal): Promise<Client> {
  const { ClientFactory, JsonRpcTransportFactory, RestTransportFactory } = sdk.client;
  const options = { fetchImpl: http.within(signal), legacyCompat: { enabled: true } };
  const transports = [new JsonRpcTransportFactory(options), new RestTransportFactory(options)];
  return new ClientFactory({ transports }).createFromAgentCard(card).catch((error: unknown) => {
    throw failureOf(error, {});
  });
}

/** The card below an address, unless the address is the card's own. */
function cardAddress(address: string): string {
  const url = new URL(address);
  if (!url.pathname.endsWith('.json')) url.pathname = `${url.pathname.replace(/\/$/, '')}/.well-known/agent-card.json`;
  return url.href;
}

function noteCard(card: AgentCard, { record }: AgentTrial): void {
  const { name, version, capabilities } = card;
  record.event('a2a.card', { name, version, streaming: capabilities?.streaming === true });
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  return promise;
}
