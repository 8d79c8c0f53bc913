import { once } from 'node:events';
import { PassThrough } from 'node:stream';

/** A client on a pair of streams that counts in lines: writes them, and waits for them. */
export class LineClient {
  /** What the server reads. */
  readonly input = new PassThrough();
  /** What the server writes. */
  readonly output = new PassThrough();
  readonly #arrived: Buffer[] = [];

  constructor() {
    this.output.on('data', (chunk: Buffer) => this.#arrived.push(chunk));
  }

  /** Everything that came so far, byte for byte. */
  get text(): string {
    return Buffer.concat(this.#arrived).toString('utf8');
  }

  send(...lines: readonly string[]): void {
    for (const line of lines) this.input.write(`${line}\n`);
  }

  call(id: string | number, name: string, args: unknown = {}): void {
    this.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } }));
  }

  /** Resolves with all lines once there are so many. */
  async lines(count: number): Promise<string[]> {
    while (this.text.split('\n').length - 1 < count) await once(this.output, 'data');
    return this.text.split('\n').slice(0, -1);
  }

  /** The last of so many lines, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: a wire message may be anything
  async message(count: number): Promise<any> {
    return JSON.parse((await this.lines(count))[count - 1] ?? 'null');
  }
}
