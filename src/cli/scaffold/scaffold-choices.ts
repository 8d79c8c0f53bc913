/** Where an agent's tools come from. */
export type ToolSource = 'order-desk' | 'own' | 'agent';

/** What an undecided gate does. */
export type GateStrictness = 'strict' | 'growing';

/** What a scaffold is made of. */
export interface ScaffoldChoices {
  /** As `--agent` takes it. */
  readonly agent: string;
  readonly tools: ToolSource;
  readonly gate: GateStrictness;
  /** Where its files go, from the current folder, with `/` between names. */
  readonly folder: string;
}
