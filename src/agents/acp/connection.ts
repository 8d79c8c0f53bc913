import type { ClientConnection, InitializeResponse, RequestPermissionRequest } from '@agentclientprotocol/sdk';
import type { Json } from '#base';
import { AgentFailure } from '../agent.ts';
import { AgentProcess } from '../wire/agent-process.ts';
import { acpWire } from './acp-wire.ts';
import type { AcpAgentConfig } from './config.ts';
import type { AcpSdk } from './load-sdk.ts';
import { failureOf } from './request-failure.ts';

/** The end of a session that a connection carries. */
export interface SessionEnd {
  received(bytes: number): void;
  update(update: Json): void;
  /** The option chosen; null where none fits. */
  permission(request: RequestPermissionRequest): string | null;
  /** The process is no longer of use. */
  broken(failure: AgentFailure): void;
}

/** One agent process and the sessions it is having. What cannot be read as a message, or the end of the process, breaks all of them. */
export class AcpConnection {
  readonly #config: AcpAgentConfig;
  readonly #process: AgentProcess;
  readonly #ends = new Map<string, SessionEnd>();
  readonly #connection: ClientConnection;
  readonly #broken = Promise.withResolvers<never>();
  #failure: AgentFailure | null = null;
  #agent: InitializeResponse | null = null;

  private constructor(config: AcpAgentConfig, sdk: AcpSdk, process: AgentProcess) {
    this.#config = config;
    this.#process = process;
    // Nobody may be waiting when it breaks
    this.#broken.promise.catch(() => undefined);
    const wire = acpWire(process, {
      received: (session, bytes) => this.#ends.get(session)?.received(bytes),
      update: (session, update) => this.#ends.get(session)?.update(update),
      broken: (failure) => this.#break(failure),
    });
    this.#connection = sdk
      .client({ name: 'seatrial' })
      .onRequest(sdk.methods.client.session.requestPermission, ({ params }) => {
        const optionId = this.#ends.get(params.sessionId)?.permission(params) ?? null;
        return { outcome: optionId === null ? { outcome: 'cancelled' } : { outcome: 'selected', optionId } };
      })
      .connect(wire);
    void process.ended.then((end) => this.#break(new AgentFailure('agent', 'agent-crashed', process.describeEnd(end))));
  }

  /**
   * Starts a process and greets it.
   *
   * @throws AgentFailure `agent-unreachable` when there is no such program, `agent-unsupported` when it speaks another version, `agent-crashed` and
   * `agent-garbage`; the signal's reason
   */
  static async start(config: AcpAgentConfig, sdk: AcpSdk, signal: AbortSignal): Promise<AcpConnection> {
    const connection = new AcpConnection(config, sdk, await AgentProcess.start(config));
    try {
      await connection.#initialize(sdk, signal);
      return connection;
    } catch (error) {
      await connection.stop();
      throw error;
    }
  }

  /** What the agent said of itself. */
  get agent(): InitializeResponse {
    return this.#agent ?? { protocolVersion: 1 };
  }

  get usable(): boolean {
    return this.#failure === null;
  }

  /** Begins to listen to a session. A connection that is broken already says so at once. */
  join(session: string, end: SessionEnd): void {
    this.#ends.set(session, end);
    if (this.#failure !== null) end.broken(this.#failure);
  }

  leave(session: string): void {
    this.#ends.delete(session);
  }

  onStderr(listener: (text: string) => void): void {
    this.#process.onStderr(listener);
  }

  /** Asks the agent. Rejects with an {@link AgentFailure}, or with the signal's reason. */
  async request(method: string, params: unknown, signal: AbortSignal): Promise<unknown> {
    const aborted = Promise.withResolvers<never>();
    const stop = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      const asked = this.#connection.agent.request<unknown>(method, params);
      // A process that ends closes the connection as well; why it ended is the better reason
      const answered = asked.catch((error: unknown) => this.#because(error));
      return await Promise.race([answered, this.#broken.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Tells the agent something; a process that has ended is told nothing. */
  notify(method: string, params: unknown): void {
    this.#connection.agent.notify(method, params).catch(() => undefined);
  }

  /** Ends the process and everything it started. May be called again. */
  async stop(): Promise<void> {
    await this.#process.stop('idle');
    this.#connection.close();
    await this.#connection.closed;
  }

  async #initialize(sdk: AcpSdk, signal: AbortSignal): Promise<void> {
    const clientInfo = { name: 'seatrial', version: '1' };
    const params = { protocolVersion: sdk.PROTOCOL_VERSION, clientCapabilities: {}, clientInfo };
    const answer = (await this.request(sdk.methods.agent.initialize, params, signal)) as InitializeResponse | null;
    if (answer?.protocolVersion !== sdk.PROTOCOL_VERSION) {
      const got = String(answer?.protocolVersion).slice(0, 40);
      const message = `expected an agent that speaks version ${sdk.PROTOCOL_VERSION} of ACP, got ${got}`;
      throw new AgentFailure('infrastructure', 'agent-unsupported', message);
    }
    this.#agent = answer;
  }

  async #because(error: unknown): Promise<never> {
    if (this.#connection.signal.aborted) await this.#process.ended;
    throw this.#failure ?? failureOf(error, this.#config.env);
  }

  #break(failure: AgentFailure): void {
    if (this.#failure !== null) return;
    this.#failure = failure;
    this.#broken.reject(failure);
    for (const end of this.#ends.values()) end.broken(failure);
    void this.stop();
  }
}
