import type { Readable, Writable } from 'node:stream';

/** What a shim needs of the process it stands in front of: a child, or a recording of one. */
export interface ServerProcess {
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  kill(signal: NodeJS.Signals): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** After everything it wrote has been read. */
  on(event: 'close', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
}
