import type { SeamClock } from '../clock.ts';
import type { ParsedPlan } from '../plan/parse-fault-plan.ts';
import { FileRecord } from '../record/file-record.ts';
import { recordPath } from '../record/record-files.ts';
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
    });
  }

  /** Serves one request to a configured server. */
  async serve(name: string, exchange: HttpExchange): Promise<void> {
    const server = this.#options.config.servers[name];
    if (server === undefined) return;
    const serving = this.#servers.get(name) ?? this.#serving(name, server);
    this.#servers.set(name, serving);
    await serving.serve(exchange);
  }

  end(status: 'done' | 'deadline' | 'crash' | 'unmeasured', reason: string | null): void {
    this.#seam.end(status, reason);
    this.#record.close();
  }

  #serving(name: string, server: SeamServer): Serving {
    const planned = this.#options.plan !== null;
    switch (server.kind) {
      case 'mcp-http':
        return new McpHttpSeam(new McpServer(name, server, this.#seam, planned), this.#seam);
      case 'model':
        return new ModelSeam(name, server.provider, this.#seam);
      case 'http':
        return new RestSeam(name, server, this.#seam, planned);
      case 'mcp-stdio':
        throw new TypeError('expected a server with an address');
    }
  }
}
