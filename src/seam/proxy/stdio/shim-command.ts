import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

/** A command line, as MCP configurations have it. */
export interface StdioCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** The command line of a shim in front of a stdio server. Runs from the sources in a checkout and from the build in the package. */
export function shimCommand(taskFile: string, trial: string, server: string): StdioCommand {
  const fromSources = import.meta.url.endsWith('.ts');
  const program = fileURLToPath(new URL(fromSources ? 'shim-main.ts' : 'shim-main.js', import.meta.url));
  const conditions = fromSources ? ['--conditions=seatrial-source'] : [];
  return { command: execPath, args: [...conditions, program, taskFile, trial, server] };
}
