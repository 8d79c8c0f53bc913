import type { Readable, Writable } from 'node:stream';
import { SeatrialError } from '#base';
import { editJsonText } from '../../json/edit-json-text.ts';
import type { OpenCall } from '../../open-call.ts';
import type { TrialSeam } from '../../trial-seam.ts';
import type { Delivery, McpCall } from '../mcp/mcp-call.ts';
import type { McpServer } from '../mcp/mcp-server.ts';
import { mcpTraffic } from '../mcp/mcp-traffic.ts';
import { type RpcMessage, readRpcMessage, rpcKey } from '../mcp/rpc-message.ts';
import { whenReady } from '../when-ready.ts';
import { FrameSplitter } from './frame-splitter.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './start-server.ts';

/** What the shim stands between. */
export interface StdioShimOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** The child's whole environment; that of this process when left out. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Stands in the place of the command: a recording of it. */
  readonly child?: ServerProcess;
  readonly server: McpServer;
  readonly trial: TrialSeam;
  /** What the client writes and reads. */
  readonly input: Readable;
  readonly output: Writable;
}

/** Longer frames pass unread; the SDKs' own limit is 10 MB. */
const maxFrameBytes = 16 * 1024 * 1024;

/**
 * Runs an MCP server as a child and stands between its standard streams and the client's. Bytes pass as they are unless a fault edits them, and a
 * frame's line break is always written, so that no fault destroys the frame after it. Standard error is the child's own.
 *
 * Resolves with the child's exit code when it has ended. Its end is the end of the session: nothing is started again.
 *
 * @throws SEAM_SERVER_NOT_STARTED when the command cannot be run
 */
export function runStdioShim(options: StdioShimOptions): Promise<number> {
  return new Shim(options.child ?? startServer(options), options).run();
}

interface Inflight {
  readonly call: McpCall;
  readonly waiting: AbortController;
  cancelled: boolean;
}

class Shim {
  readonly #child: ServerProcess;
  readonly #options: StdioShimOptions;
  readonly #calls = new Map<string, Inflight>();
  readonly #reads = new Map<string, OpenCall>();
  readonly #lists = new Map<string, string | null>();
  /** Answers to second deliveries, which nobody asked for. */
  readonly #unasked = new Set<string>();
  #clientGone = false;

  constructor(child: ServerProcess, options: StdioShimOptions) {
    this.#child = child;
    this.#options = options;
  }

  run(): Promise<number> {
    const { input, output } = this.#options;
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new TypeError('expected pipes to the child');
    // A side that went away is seen at its end; what is still written to it goes nowhere.
    stdin.on('error', () => {});
    output.on('error', () => this.#goneClient());
    this.#pump(input, stdin, (bytes, text) => this.#fromClient(bytes, text));
    this.#pump(stdout, output, (bytes, text) => this.#fromServer(bytes, text));
    input.on('end', () => stdin.end());
    return new Promise((resolve, reject) => {
      this.#child.on('error', (cause) => reject(notStarted(this.#options.command, cause)));
      this.#child.on('close', (code, signal) => {
        this.#ended(code, signal);
        resolve(code ?? 1);
      });
    });
  }

  #pump(from: Readable, to: Writable, frame: (bytes: Buffer, text: string) => void): void {
    const splitter = new FrameSplitter(maxFrameBytes);
    from.on('data', (chunk: Buffer) => {
      for (const { bytes, whole } of splitter.push(chunk)) {
        if (whole) frame(bytes, bytes.toString('utf8').trimEnd());
        else to.write(bytes);
      }
      if (to.writableNeedDrain) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => {
      const rest = splitter.rest();
      if (rest.length > 0) to.write(rest);
    });
  }

  #fromClient(bytes: Buffer, text: string): void {
    const message = readRpcMessage(text);
    if (message.kind === 'notification' && message.method === 'notifications/cancelled')
      this.#cancel(message.params['requestId']);
    if (message.kind === 'request') this.#request(message, bytes, text);
    else this.#toServer(bytes);
  }

  #request(message: Extract<RpcMessage, { kind: 'request' }>, bytes: Buffer, text: string): void {
    const traffic = mcpTraffic(message, text, 'mcp-stdio', this.#options.server, this.#options.trial);
    const key = rpcKey(message.id);
    if (traffic.is === 'tool-call') {
      this.#call(traffic.call, traffic.blocked, key, bytes, text);
      return;
    }
    if (traffic.is === 'read') this.#reads.set(key, traffic.open);
    if (traffic.is === 'list') this.#lists.set(key, traffic.revision);
    this.#toServer(bytes);
  }

  #call(call: McpCall, blocked: boolean, key: string, bytes: Buffer, text: string): void {
    const inflight: Inflight = { call, waiting: new AbortController(), cancelled: false };
    this.#calls.set(key, inflight);
    whenReady(blocked ? call.blocked() : call.before(inflight.waiting.signal), (next) => {
      if (next.to === 'server') {
        this.#toServer(next.frame === text ? bytes : Buffer.from(`${next.frame}\n`));
        if (next.twice) this.#again(next.frame, `${key}.2`);
      } else this.#deliver(key, inflight, next);
    });
  }

  /** Delivers the same call once more under an id of its own. */
  #again(frame: string, id: string): void {
    this.#unasked.add(rpcKey(id));
    this.#toServer(Buffer.from(`${editJsonText(frame, [{ op: 'replace', path: '/id', value: id }])}\n`));
  }

  #fromServer(bytes: Buffer, text: string): void {
    const message = readRpcMessage(text);
    if (message.kind === 'response') this.#response(message, bytes, text);
    else this.#toClient(bytes);
  }

  #response(message: Extract<RpcMessage, { kind: 'response' }>, bytes: Buffer, text: string): void {
    const key = rpcKey(message.id);
    if (this.#unasked.delete(key)) return;
    const inflight = this.#calls.get(key);
    const revision = this.#lists.get(key);
    if (inflight !== undefined) this.#answered(key, inflight, bytes, text);
    else if (revision !== undefined) this.#listed(key, message, revision, bytes, text);
    else {
      this.#toClient(bytes);
      const outcome = message.error === undefined ? 'result' : 'rpc-error';
      this.#reads.get(key)?.end({ source: 'live', outcome, body: text, delivered: this.#reaches });
      this.#reads.delete(key);
    }
  }

  #answered(key: string, inflight: Inflight, bytes: Buffer, text: string): void {
    const firstByteMs = inflight.call.open.elapsedMs;
    whenReady(inflight.call.after(text, inflight.waiting.signal), (delivery) =>
      this.#deliver(key, inflight, delivery, { bytes, text }, firstByteMs),
    );
  }

  #listed(
    key: string,
    message: Extract<RpcMessage, { kind: 'response' }>,
    revision: string | null,
    bytes: Buffer,
    text: string,
  ): void {
    this.#lists.delete(key);
    const shown = this.#options.server.listed(text, message.result, revision);
    this.#toClient(shown === text ? bytes : Buffer.from(`${shown}\n`));
  }

  #deliver(
    key: string,
    inflight: Inflight,
    delivery: Delivery,
    original?: { bytes: Buffer; text: string },
    firstByteMs?: number,
  ): void {
    this.#calls.delete(key);
    const { open } = inflight.call;
    const delivered = this.#reaches && !inflight.cancelled;
    if (delivery.to === 'client') {
      for (const frame of delivery.frames)
        this.#toClient(frame === original?.text ? original.bytes : Buffer.from(`${frame}\n`));
      open.end({ ...delivery.end, delivered, ...(firstByteMs !== undefined && { firstByteMs }) });
      return;
    }
    const truth = delivery.to === 'nobody' && delivery.truth !== null ? { truth: delivery.truth } : {};
    const silent = delivery.to === 'nobody' && delivery.how === 'silence';
    open.end({ source: 'fault', outcome: silent ? 'none' : 'transport', delivered, ...truth });
    if (delivery.to === 'nobody' && delivery.how === 'exit') this.#child.kill('SIGKILL');
  }

  #cancel(id: unknown): void {
    if (typeof id !== 'string' && typeof id !== 'number') return;
    const inflight = this.#calls.get(rpcKey(id));
    if (inflight === undefined) return;
    inflight.cancelled = true;
    inflight.call.open.note('cancelled');
    inflight.waiting.abort();
  }

  #goneClient(): void {
    this.#clientGone = true;
    for (const { waiting } of this.#calls.values()) waiting.abort();
  }

  get #reaches(): boolean {
    return !this.#clientGone && !this.#options.output.writableEnded && !this.#options.output.destroyed;
  }

  #toServer(bytes: Buffer): void {
    this.#child.stdin?.write(bytes);
  }

  #toClient(bytes: Buffer): void {
    if (!this.#clientGone) this.#options.output.write(bytes);
  }

  #ended(code: number | null, signal: string | null): void {
    const { trial, server } = this.#options;
    const value = { server: server.name, code, signal };
    trial.append({ kind: 'note', name: 'server-ended', call: null, value, ms: trial.clock.ms() });
    for (const { call, waiting, cancelled } of this.#calls.values()) {
      call.open.end({ source: 'live', outcome: 'transport', delivered: this.#reaches && !cancelled });
      waiting.abort();
    }
    for (const open of this.#reads.values())
      open.end({ source: 'live', outcome: 'transport', delivered: this.#reaches });
  }
}

function notStarted(command: string, cause: Error): SeatrialError {
  return new SeatrialError('SEAM_SERVER_NOT_STARTED', {
    message: `expected to start ${command}, got: ${cause.message}`,
    hint: 'check the command of the upstream in the seam configuration',
    cause,
  });
}
