/** How to reach an agent behind a webhook. */
export interface HttpAgentConfig {
  readonly url: string;
  /** Sent with every request. Values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The most decisions in one turn of the user; 100 when left out. */
  readonly maxRounds?: number;
}
