import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ServerProcess } from './server-process.ts';

/** What is started. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** The child's whole environment; that of this process when left out. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

type End =
  | { readonly error: Error }
  | { readonly error: null; readonly code: number | null; readonly signal: NodeJS.Signals | null };

/**
 * Runs a server's command, its standard error that of this process. It may start up, and even end, before anybody listens: what it writes waits in its
 * pipe, and how it ended is told to late listeners too.
 */
export function startServer({ command, args, cwd, env }: ServerCommand): ServerProcess {
  const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
  return new StartedServer(
    spawn(command, args, { stdio, ...(cwd !== undefined && { cwd }), ...(env !== undefined && { env }) }),
  );
}

class StartedServer implements ServerProcess {
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly #child: ChildProcess;
  readonly #end: Promise<End>;

  constructor(child: ChildProcess) {
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    this.#child = child;
    const { promise, resolve } = Promise.withResolvers<End>();
    this.#end = promise;
    child.on('error', (error) => resolve({ error }));
    child.on('close', (code, signal) => resolve({ error: null, code, signal }));
  }

  kill(signal: NodeJS.Signals): boolean {
    return this.#child.kill(signal);
  }

  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
  on(event: 'error' | 'close', listener: (...end: never[]) => void): unknown {
    const tell = listener as (...end: unknown[]) => void;
    return this.#end.then((end) => {
      if (end.error !== null) {
        if (event === 'error') tell(end.error);
      } else if (event === 'close') tell(end.code, end.signal);
    });
  }
}
