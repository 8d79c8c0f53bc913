import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { FrameSplitter } from '../../proxy/stdio/frame-splitter.ts';
import type { ServerProcess } from '../../proxy/stdio/server-process.ts';
import type { McpReplay } from '../mcp/mcp-replay.ts';

const maxFrameBytes = 16 * 1024 * 1024;

/**
 * The recording stands in the place of an MCP server that is started: it is written to and read from as a process is, and ends as one.
 */
export class ReplayChild extends EventEmitter implements ServerProcess {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly #replay: McpReplay;
  readonly #live: ServerProcess | null;
  #answered: Promise<void> = Promise.resolve();
  #code: number | null = 0;
  #signal: NodeJS.Signals | null = null;

  /** @param live the server itself, where calls that were not recorded go to it; its end is the end */
  constructor(replay: McpReplay, live: ServerProcess | null) {
    super();
    this.#replay = replay;
    this.#live = live;
    const splitter = new FrameSplitter(maxFrameBytes);
    this.stdin.on('data', (chunk: Buffer) => {
      for (const { bytes, whole } of splitter.push(chunk)) if (whole) this.#take(bytes);
    });
    this.stdin.on('end', () => void this.#answered.then(() => this.#ended()));
    this.stdout.on('end', () => this.emit('close', this.#code, this.#signal));
    if (live !== null) this.#join(live);
  }

  kill(signal: NodeJS.Signals): boolean {
    if (this.#live !== null) return this.#live.kill(signal);
    this.#code = null;
    this.#signal = signal;
    this.stdout.end();
    return true;
  }

  // One after the other, so that answers keep the order of their calls; a live server is not waited for.
  #take(bytes: Buffer): void {
    this.#answered = this.#answered
      .then(() => this.#respond(bytes))
      .catch((error: unknown) => {
        this.emit('error', error);
      });
  }

  async #respond(bytes: Buffer): Promise<void> {
    const reply = await this.#replay.respond(bytes.toString('utf8').trimEnd());
    if (reply.is === 'live') this.#live?.stdin?.write(bytes);
    if (reply.is === 'frame' && this.stdout.writable) this.stdout.write(`${reply.frame}\n`);
  }

  #ended(): void {
    if (this.#live === null) this.stdout.end();
    else this.#live.stdin?.end();
  }

  #join(live: ServerProcess): void {
    live.stdin?.on('error', () => {});
    live.stdout?.on('data', (chunk: Buffer) => this.stdout.write(chunk));
    live.on('error', (error) => this.emit('error', error));
    live.on('close', (code, signal) => {
      this.#code = code;
      this.#signal = signal;
      this.stdout.end();
    });
  }
}
