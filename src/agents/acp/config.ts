/** How to start an agent that speaks the Agent Client Protocol on its standard input and output, and how to treat it. */
export interface AcpAgentConfig {
  readonly program: string;
  readonly args: readonly string[];
  /** The folder the program is started in. It works in a workspace of the trial's. */
  readonly cwd: string;
  /** Its whole environment. Values of variables that are named like a secret appear in no message. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether one process serves many trials, each a session of its own; each trial starts a process of its own otherwise. */
  readonly reuse?: boolean;
  /**
   * What the agent is told when it asks for permission: `allow`, the default, because its workspace is empty; or `reject`. An agent that offers
   * no such answer is told that the question was cancelled.
   */
  readonly permissions?: 'allow' | 'reject';
  /** The folder that all trials work in. An empty one for each trial, removed afterwards, where left out. */
  readonly workspace?: string;
}
