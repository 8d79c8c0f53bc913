import type { SeamClock } from '../clock.ts';
import type { IdentifiedCall } from '../plan/call-identity.ts';
import type { ParsedPlan } from '../plan/parse-fault-plan.ts';
import { FileRecord } from '../record/file-record.ts';
import { recordPath } from '../record/record-path.ts';
import type { SeamEventOf } from '../record/seam-event.ts';
import { McpReplayUpstream } from '../replay/http/mcp-replay-upstream.ts';
import { ModelReplayUpstream } from '../replay/http/model-replay-upstream.ts';
import { RestReplayUpstream } from '../replay/http/rest-replay-upstream.ts';
import type { Sender } from '../replay/http/sender.ts';
import { McpReplay } from '../replay/mcp/mcp-replay.ts';
import { isReplayed, openTrialReplay, replayedPolicy } from '../replay/open-trial-replay.ts';
import type { ReplayConfig } from '../replay/replay-config.ts';
import type { TrialReplay } from '../replay/trial-replay.ts';
import type { ServerPolicy } from '../safety/guard.ts';
import type { SeamConfig, SeamServer } from '../seam-config.ts';
import { TrialSeam } from '../trial-seam.ts';
import type { HttpExchange } from './http/http-exchange.ts';
import { McpHttpSeam } from './mcp/mcp-http-seam.ts';
import { McpServer } from './mcp/mcp-server.ts';
import { ModelSeam } from './model/model-seam.ts';
import { RestSeam } from './rest/rest-seam.ts';

/** What a trial is served with. */
export interface ServedTrialOptions {
  readonly config: SeamConfig;
  readonly plan: ParsedPlan | null;
  readonly clock: SeamClock;
  readonly seamVersion: string;
  /** Folder of the records. */
  readonly record: string;
  readonly trial: string;
  readonly scenario?: string;
}

interface Serving {
  serve(exchange: HttpExchange): Promise<void>;
}

/** One trial with all its HTTP servers: one order of calls, one record. */
export class ServedTrial {
  readonly #options: ServedTrialOptions;
  readonly #record: FileRecord;
  readonly #seam: TrialSeam;
  readonly #servers = new Map<string, Serving>();
  readonly #senders = new Map<string, Promise<Sender>>();
  readonly #replay: Promise<TrialReplay> | null;
  #replayed: TrialReplay | null = null;

  /** @throws SEAM_RECORD_EXISTS where the trial was recorded before under the same run */
  constructor(options: ServedTrialOptions) {
    const { config, plan, clock, seamVersion, record, trial, scenario } = options;
    this.#options = options;
    this.#record = new FileRecord(recordPath(record, config.run, trial, null, 0));
    this.#seam = new TrialSeam({
      run: config.run,
      trial,
      plan,
      record: this.#record,
      clock,
      seamVersion,
      ...(scenario !== undefined && { scenario }),
      ...(config.replay !== undefined && { sourceOf: (call: IdentifiedCall) => this.#sourceOf(call) }),
    });
    this.#replay = config.replay === undefined ? null : this.#open(config.replay);
  }

  /** Serves one request to a configured server. */
  async serve(name: string, exchange: HttpExchange): Promise<void> {
    const server = this.#options.config.servers[name];
    if (server === undefined) return;
    const serving = this.#servers.get(name) ?? this.#serving(name, server);
    this.#servers.set(name, serving);
    await serving.serve(exchange);
  }

  /** What a server's requests are sent to: the server, or its recording. */
  sender(name: string, live: Sender): Sender {
    const { replay } = this.#options.config;
    if (replay === undefined || !isReplayed(replay, name)) return live;
    const sender = this.#senders.get(name) ?? this.#recorded(name, live);
    this.#senders.set(name, sender);
    return { send: async (request) => (await sender).send(request) };
  }

  /** Whether a call of a replayed trial found no answer. */
  get diverged(): boolean {
    return this.#replayed?.diverged ?? false;
  }

  end(status: 'done' | 'deadline' | 'crash' | 'unmeasured', reason: string | null): void {
    if (this.diverged) this.#seam.end('unmeasured', 'diverged');
    else this.#seam.end(status, reason);
    this.#record.close();
  }

  async #open(config: ReplayConfig): Promise<TrialReplay> {
    const { trial, clock, config: all } = this.#options;
    const called = Object.entries(all.servers).flatMap(([name, { kind }]) => (kind === 'mcp-stdio' ? [] : [name]));
    this.#replayed = await openTrialReplay({
      config,
      run: all.run,
      trial,
      servers: called,
      note: (name, value) => this.#seam.append({ kind: 'note', name, call: null, value, ms: clock.ms() }),
    });
    return this.#replayed;
  }

  async #recorded(name: string, live: Sender): Promise<Sender> {
    const server = this.#options.config.servers[name];
    const replay = await this.#replay;
    if (server === undefined || replay === null || server.kind === 'mcp-stdio') return live;
    const { clock } = this.#options;
    switch (server.kind) {
      case 'mcp-http':
        return new McpReplayUpstream(new McpReplay(name, 'mcp-http', server, replay), live);
      case 'http':
        return new RestReplayUpstream(name, server, replay, clock, live);
      case 'model':
        return new ModelReplayUpstream(name, replay, clock, live);
    }
  }

  #sourceOf(call: IdentifiedCall): SeamEventOf<'reply'>['source'] {
    return isReplayed(this.#options.config.replay, call.server) ? (this.#replayed?.sourceOf(call) ?? 'live') : 'live';
  }

  #policy(name: string, server: Exclude<SeamServer, { kind: 'model' }>): ServerPolicy {
    const { replay } = this.#options.config;
    return replay !== undefined && isReplayed(replay, name) ? replayedPolicy(server, replay) : server;
  }

  #serving(name: string, server: SeamServer): Serving {
    const planned = this.#options.plan !== null;
    switch (server.kind) {
      case 'mcp-http':
        return new McpHttpSeam(new McpServer(name, this.#policy(name, server), this.#seam, planned), this.#seam);
      case 'model':
        return new ModelSeam(name, server.provider, this.#seam);
      case 'http':
        return new RestSeam(name, this.#policy(name, server), this.#seam, planned);
      case 'mcp-stdio':
        throw new TypeError('expected a server with an address');
    }
  }
}
