import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SeatrialError } from '#base';
import type { SeamClock } from './clock.ts';
import type { ParsedPlan } from './plan/parse-fault-plan.ts';
import { HttpExchange } from './proxy/http/http-exchange.ts';
import { isFromLoopback } from './proxy/http/loopback-guard.ts';
import { readAll } from './proxy/http/read-all.ts';
import { Upstream } from './proxy/http/upstream.ts';
import { seamAddress } from './proxy/seam-address.ts';
import { ServedTrial } from './proxy/served-trial.ts';
import { type StdioCommand, shimCommand } from './proxy/stdio/shim-command.ts';
import type { ShimTask } from './proxy/stdio/shim-task.ts';
import { checkRecording } from './replay/open-trial-replay.ts';
import type { SeamConfig } from './seam-config.ts';

/** What a seam is started with. */
export interface SeamStart {
  readonly config: SeamConfig;
  /** Null records only. */
  readonly plan: ParsedPlan | null;
  readonly clock: SeamClock;
  /** Of seatrial, for records. */
  readonly seamVersion: string;
}

/** A seam that listens. Disposing it ends every trial and closes every connection. */
export interface RunningSeam extends AsyncDisposable {
  readonly port: number;
  /** Folder of the records; see `readTrialRecord`. */
  readonly record: string;
  /**
   * The address an agent uses for a server in a trial, in place of the server's own.
   *
   * @throws SEAM_UNKNOWN_SERVER for a name that is not configured, or a server that is started and not called
   */
  address(trial: string, server: string): string;
  /**
   * What an agent's MCP configuration starts in place of a stdio server.
   *
   * @throws SEAM_UNKNOWN_SERVER for a name that is not configured, or a server that is called and not started
   */
  command(trial: string, server: string): StdioCommand;
  /**
   * Opens a trial before its first call; does nothing where it is open. Trials also open by being called.
   *
   * @throws SEAM_RECORD_EXISTS where the trial was recorded before under the same run
   */
  open(trial: string, about?: { readonly scenario?: string }): void;
  /** Writes the end of a trial; what still comes for it is refused. Stdio servers end with their client. */
  end(trial: string, status: 'done' | 'deadline' | 'crash' | 'unmeasured', reason?: string): void;
  close(): Promise<void>;
}

const limits = { bodyBytes: 32 * 1024 * 1024, openTrials: 2000, headerBytes: 64 * 1024 };

/**
 * Starts the proxies of a configuration on one port of 127.0.0.1. A trial is named in the path of each address, so agents need no header and no
 * change; stdio servers are run by small processes of their own, which the agent starts.
 *
 * @throws SEAM_PORT_TAKEN, and SEAM_NO_RECORDING or SEAM_REPLAY_OF_ITSELF where a recording is to answer
 */
export async function startSeam(start: SeamStart): Promise<RunningSeam> {
  const seam = new ListeningSeam(start);
  await seam.listen();
  return seam;
}

class ListeningSeam implements RunningSeam {
  readonly record: string;
  readonly #start: SeamStart;
  readonly #server: Server;
  readonly #upstreams = new Map<string, Upstream>();
  readonly #trials = new Map<string, ServedTrial>();
  readonly #ended = new Set<string>();
  #taskFolder: string | null = null;

  constructor(start: SeamStart) {
    this.#start = start;
    this.record = resolve(start.config.record);
    if (start.config.replay !== undefined)
      checkRecording(start.config.replay, { ...start.config, record: this.record });
    mkdirSync(this.record, { recursive: true });
    for (const [name, server] of Object.entries(start.config.servers))
      if (server.kind !== 'mcp-stdio') this.#upstreams.set(name, new Upstream(new URL(server.url)));
    this.#server = createServer({ maxHeaderSize: limits.headerBytes, requestTimeout: 0, keepAliveTimeout: 65_000 });
    this.#server.on(
      'request',
      (request, response) => void this.#serve(request, response).catch(() => response.destroy()),
    );
  }

  get port(): number {
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  listen(): Promise<void> {
    const { promise, resolve: listening, reject } = Promise.withResolvers<void>();
    this.#server.once('error', (cause) => reject(portTaken(this.#start.config.port, cause)));
    this.#server.listen(this.#start.config.port, '127.0.0.1', listening);
    return promise;
  }

  address(trial: string, server: string): string {
    if (!this.#upstreams.has(server)) throw this.#unknown(server, 'that is called by its address');
    return seamAddress(this.port, this.#start.config.run, trial, server);
  }

  command(trial: string, server: string): StdioCommand {
    if (this.#start.config.servers[server]?.kind !== 'mcp-stdio')
      throw this.#unknown(server, 'that is started by its command');
    return shimCommand(this.#taskFile(), trial, server);
  }

  open(trial: string, about: { readonly scenario?: string } = {}): void {
    this.#trial(trial, about);
  }

  end(trial: string, status: 'done' | 'deadline' | 'crash' | 'unmeasured', reason?: string): void {
    this.#ended.add(trial);
    this.#trials.get(trial)?.end(status, reason ?? null);
    this.#trials.delete(trial);
  }

  async close(): Promise<void> {
    for (const trial of [...this.#trials.keys()]) this.end(trial, 'done');
    this.#server.closeAllConnections();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
    for (const upstream of this.#upstreams.values()) upstream.close();
    // a shim that is just starting may still put a compiled file there
    if (this.#taskFolder !== null) rmSync(this.#taskFolder, { recursive: true, force: true, maxRetries: 3 });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromLoopback(request.headers)) return refuse(response, 403, 'Forbidden');
    const target = readTarget(request.url ?? '', this.#start.config.run);
    const upstream = target === null ? undefined : this.#upstreams.get(target.server);
    if (target === null || upstream === undefined || this.#ended.has(target.trial))
      return refuse(response, 404, 'Not Found');
    const body = await readAll(request, limits.bodyBytes);
    if (body === null) return refuse(response, 413, 'Content Too Large');
    const trial = this.#trial(target.trial, {});
    if (trial === null) return refuse(response, 503, 'Service Unavailable');
    await trial.serve(
      target.server,
      new HttpExchange(request, response, trial.sender(target.server, upstream), target.rest, body),
    );
  }

  #trial(name: string, about: { readonly scenario?: string }): ServedTrial | null {
    const open = this.#trials.get(name);
    if (open !== undefined) return open;
    if (this.#trials.size >= limits.openTrials) return null;
    const trial = new ServedTrial({ ...this.#start, ...about, record: this.record, trial: name });
    this.#trials.set(name, trial);
    return trial;
  }

  /** What the shims have to know, written once, readable by its owner alone: it may hold an environment with secrets. */
  #taskFile(): string {
    if (this.#taskFolder === null) {
      this.#taskFolder = mkdtempSync(join(tmpdir(), 'seatrial-seam-'));
      writeFileSync(join(this.#taskFolder, 'task.json'), JSON.stringify(this.#task()), { mode: 0o600 });
    }
    return join(this.#taskFolder, 'task.json');
  }

  #task(): ShimTask {
    const { config, plan, seamVersion } = this.#start;
    const stdio = Object.entries(config.servers).flatMap(([name, server]) => {
      if (server.kind !== 'mcp-stdio') return [];
      const { kind: _kind, cwd = null, ...rest } = server;
      return [[name, { ...rest, cwd }] as const];
    });
    // the shim is started by the agent, in a folder of the agent's
    const replay = config.replay === undefined ? null : { ...config.replay, record: resolve(config.replay.record) };
    return { run: config.run, seamVersion, record: this.record, plan, replay, servers: Object.fromEntries(stdio) };
  }

  #unknown(server: string, what: string): SeatrialError {
    return new SeatrialError('SEAM_UNKNOWN_SERVER', {
      message: `expected a server of the configuration ${what}, got ${server}`,
      hint: `configured are ${Object.keys(this.#start.config.servers).join(', ')}`,
    });
  }
}

interface Target {
  readonly trial: string;
  readonly server: string;
  /** Path and query behind the server's name. */
  readonly rest: string;
}

/** Reads `/r/RUN/TRIAL/SERVER…`; null for any other path. */
function readTarget(path: string, run: string): Target | null {
  const found = /^\/r\/([^/?]{1,400})\/([^/?]{1,1200})\/([^/?]{1,400})([/?].*)?$/.exec(path);
  if (found === null) return null;
  try {
    const [its, trial, server] = found.slice(1, 4).map((part) => decodeURIComponent(part ?? ''));
    if (its !== run || trial === undefined || trial.length > 400 || server === undefined) return null;
    return { trial, server, rest: found[4] ?? '' };
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(text);
}

function portTaken(port: number, cause: Error): SeatrialError {
  return new SeatrialError('SEAM_PORT_TAKEN', {
    message: `expected to listen on port ${port} of 127.0.0.1, got: ${cause.message}`,
    hint: 'choose another port, or 0 for a free one',
    cause,
  });
}
