/** The sessions of an adapter that are open, so that disposing the adapter ends them. */
export class OpenSessions {
  readonly #sessions = new Set<AsyncDisposable>();

  add<T extends AsyncDisposable>(session: T): T {
    this.#sessions.add(session);
    return session;
  }

  /** To be called by a session that ended by itself. */
  delete(session: AsyncDisposable): void {
    this.#sessions.delete(session);
  }

  /** Ends what is open. May be called again. */
  async disposeAll(): Promise<void> {
    const sessions = [...this.#sessions];
    this.#sessions.clear();
    await Promise.all(sessions.map((session) => session[Symbol.asyncDispose]()));
  }
}
