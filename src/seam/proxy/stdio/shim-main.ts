/**
 * A process of its own: what an agent's MCP configuration starts instead of the server. Started by the agent, so what it has to know comes by
 * argument and file, never by environment.
 *
 * Usage: node shim-main.js TASK-FILE TRIAL SERVER
 */
import { readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { argv, env, exit, stderr, stdin, stdout } from 'node:process';
import type { ShimTask } from './shim-task.ts';
import { startServer } from './start-server.ts';

const [file = '', trialName = '', name = ''] = argv.slice(2);

try {
  exit(await main());
} catch (error) {
  // The client shows standard error to people; its protocol goes over standard output.
  stderr.write(`seatrial: ${error instanceof Error ? error.message : String(error)}\n`);
  exit(1);
}

async function main(): Promise<number> {
  const task = JSON.parse(readFileSync(file, 'utf8')) as ShimTask;
  const server = task.servers[name];
  if (server === undefined) throw new Error(`expected a server of the seam, got ${name}`);
  const { command, args, cwd } = server;
  const start = { command, args, env: { ...env, ...server.env }, ...(cwd !== null && { cwd }) };
  // The server starts up while the rest is loaded; where a recording may answer in its place, the session decides.
  const started = task.replay === null ? startServer(start) : null;
  // One seam starts many shims. Beside the task only its owner can write, and what is compiled there goes with the seam.
  enableCompileCache(join(dirname(file), 'compiled'));
  const { serveSession } = await import('./shim-session.ts');
  flushCompileCache();
  return serveSession({ task, trialName, name, start, started, input: stdin, output: stdout });
}
