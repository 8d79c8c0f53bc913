/** An agent as a function: the place to call one's own. */
export const ownAgentText = `// Called for every turn of the user; what it returns is the agent's answer. Call your own agent here.
interface Turn {
  readonly text: string;
  readonly history: readonly { readonly role: 'user' | 'agent'; readonly text: string }[];
}
interface Trial {
  readonly instructions: string;
  readonly tools: {
    readonly definitions: readonly { readonly name: string; readonly description: string; readonly inputSchema: object }[];
    call(request: { name: string; arguments: unknown }): Promise<{ readonly text: string; readonly isError: boolean }>;
  };
}

export default async function agent(turn: Turn, trial: Trial): Promise<string> {
  const names = trial.tools.definitions.map(({ name }) => name).join(', ');
  return \`I cannot help with "\${turn.text}" yet. My tools would be: \${names || 'none'}.\`;
}
`;
