import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { AgentFailure } from '../agent.ts';
import { excerptWithoutSecrets } from './secret-headers.ts';

/** What to start. */
export interface AgentProcessConfig {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** How long a process may take to end by itself. */
const graceMs = 250;
const stderrTailChars = 2000;
const secretName = /key|token|secret|password|credential|auth/i;

/**
 * A process of an agent, leader of a process group of its own, so that whatever it starts ends with it.
 */
export class AgentProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when the process has ended and its output was read; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #config: AgentProcessConfig;
  #stderrTail = '';
  #stopping: Promise<void> | undefined;

  private constructor(child: ChildProcess, config: AgentProcessConfig) {
    this.#child = child;
    this.#config = config;
    this.stdin = child.stdin!;
    this.stdout = child.stdout!;
    this.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    // What it started would keep its pipes open, and the turn waiting, after its own death.
    child.on('exit', () => this.#signalGroup('SIGKILL'));
    // A process that ended does not read any more; its end is told by `ended`.
    this.stdin.on('error', () => undefined);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-stderrTailChars);
    });
  }

  /**
   * Starts a process.
   *
   * @throws AgentFailure `agent-unreachable` when there is no such program
   */
  static async start(config: AgentProcessConfig): Promise<AgentProcess> {
    const { program, args, cwd, env } = config;
    // Defined members only: `undefined` would become the text "undefined" on some platforms.
    const defined = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
    const child = spawn(program, args, { cwd, env: defined, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error: NodeJS.ErrnoException) => {
        const message = `the agent's program ${program} cannot be started: ${error.code ?? error.message}`;
        reject(new AgentFailure('infrastructure', 'agent-unreachable', message));
      });
    });
    return new AgentProcess(child, config);
  }

  /** Hands out what the process writes to its standard error, as it comes. */
  onStderr(listener: (text: string) => void): void {
    this.#child.stderr!.on('data', listener);
  }

  /** How it ended, with the end of its log, for a message; without secrets of its environment. */
  describeEnd({ code, signal }: ProcessEnd): string {
    const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
    const secrets = Object.entries(this.#config.env).filter(([name]) => secretName.test(name));
    const known = Object.fromEntries(secrets.map(([name, value]) => [name, value ?? '']));
    const log = excerptWithoutSecrets(this.#stderrTail.trim(), known);
    return log === '' ? `the agent's process ${how}` : `the agent's process ${how}; its log: ${log}`;
  }

  /**
   * Ends the process and everything in its group. `idle`: it has nothing to do, and is asked by closing its input, before it is told by SIGTERM;
   * `busy`: told at once. What is still there a quarter of a second later is killed. Resolves when nothing is left; may be called again.
   */
  stop(state: 'idle' | 'busy'): Promise<void> {
    this.#stopping ??= this.#stop(state);
    return this.#stopping;
  }

  async #stop(state: 'idle' | 'busy'): Promise<void> {
    this.stdin.end();
    // Output that nobody reads would keep the pipe, and with it the end, waiting.
    this.stdout.resume();
    if (state === 'busy' || !(await this.#endsWithin(graceMs))) {
      this.#signalGroup('SIGTERM');
      await this.#endsWithin(graceMs);
    }
    this.#signalGroup('SIGKILL');
    for (const stream of [this.stdin, this.stdout, this.#child.stderr!]) stream.destroy();
    await this.ended;
  }

  async #endsWithin(ms: number): Promise<boolean> {
    const patience = new AbortController();
    const late = delay(ms, false, { signal: patience.signal }).catch(() => false);
    const inTime = await Promise.race([this.ended.then(() => true), late]);
    patience.abort();
    return inTime;
  }

  #signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.#child.pid!, signal);
    } catch {
      // Nobody is left in the group.
    }
  }
}
