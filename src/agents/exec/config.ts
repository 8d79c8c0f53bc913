/** How to start an agent that speaks JSON lines. */
export interface ExecAgentConfig {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder it runs in. */
  readonly cwd: string;
  /** Its whole environment. Values of variables that are named like a secret appear in no message. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Whether one process serves many conversations, told apart by `session`; each conversation starts a process of its own otherwise. What
   * breaks a shared process (a crash, a line that is no message) breaks all conversations it is having.
   */
  readonly reuse?: boolean;
}
