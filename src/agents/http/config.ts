/** How to reach an agent behind a webhook. */
export interface HttpAgentConfig {
  readonly url: string;
  /** Sent with every request. Values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether each trial's tools are also served over MCP on loopback, and their address told. */
  readonly mcp?: boolean;
  /** The most decisions in one turn of the user; 100 when left out. */
  readonly maxRounds?: number;
}
