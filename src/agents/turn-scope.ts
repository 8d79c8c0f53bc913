import { AgentFailure } from './agent.ts';

/**
 * The life of one session: runs its turns and ends them, however little the agent cares. A turn ends when its work does, when its signal
 * aborts, or when the session is closed, whatever comes first; late results and late errors of the work are dropped.
 */
export class TurnScope {
  readonly #turns = new Set<AbortController>();
  #closed = false;

  /**
   * @param work gets a signal that aborts with `signal`, and when the session is closed
   * @throws the signal's reason when it aborts; AgentFailure `agent-closed` when the session is closed
   */
  async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#closed) throw closed();
    const turn = new AbortController();
    const pass = (): void => turn.abort(signal.reason);
    signal.addEventListener('abort', pass, { once: true });
    this.#turns.add(turn);
    try {
      return await untilAborted(work(turn.signal), turn.signal);
    } catch (error) {
      // Aborted work fails in its own words; the caller asked for the reason.
      throw turn.signal.aborted ? turn.signal.reason : error;
    } finally {
      signal.removeEventListener('abort', pass);
      this.#turns.delete(turn);
    }
  }

  /** Ends the turn under way and refuses further ones. May be called again. */
  close(): void {
    this.#closed = true;
    for (const turn of this.#turns) turn.abort(closed());
  }
}

function closed(): AgentFailure {
  return new AgentFailure('infrastructure', 'agent-closed', 'the session was closed before the agent answered');
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  return promise;
}
