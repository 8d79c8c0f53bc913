/** How to reach an agent that speaks the Agent2Agent protocol. */
export interface A2aAgentConfig {
  /**
   * The agent's address: its card is fetched from `.well-known/agent-card.json` below it, or from the address itself when that ends in `.json`.
   */
  readonly url: string;
  /** Sent with every request to the address's own origin, and to no other that the card may name. Values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Where the world's policy is told. `metadata`, the default: beside the tools in the first message's metadata, because an agent behind A2A usually
   * has instructions of its own. `message`: as a text before the user's first words.
   */
  readonly instructions?: 'metadata' | 'message';
}

/**
 * The member of the first message's metadata that tells an A2A agent of its trial: `{ trial, seed, instructions, tools: { mcp } }`, where `mcp` is the
 * address of the trial's tools over MCP on loopback (left out when there are none). A2A itself has no way to lend an agent tools.
 */
export const trialMetadataKey = 'seatrial/trial';
