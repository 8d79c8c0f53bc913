/**
 * A process of its own: what an agent's MCP configuration starts instead of the server. Started by the agent, so what it has to know comes by
 * argument and file, never by environment.
 *
 * Usage: node shim-main.js TASK-FILE TRIAL SERVER
 */
import { readFileSync } from 'node:fs';
import { argv, env, exit, stderr, stdin, stdout } from 'node:process';
import { SeatrialError } from '#base';
import { machineClock } from '../../machine-clock.ts';
import { openSegment } from '../../record/open-segment.ts';
import { TrialSeam } from '../../trial-seam.ts';
import { McpServer } from '../mcp/mcp-server.ts';
import { shimTaskSchema } from './shim-task.ts';
import { runStdioShim } from './stdio-shim.ts';

const [file = '', trialName = '', name = ''] = argv.slice(2);

try {
  exit(await main());
} catch (error) {
  // The client shows standard error to people; its protocol goes over standard output.
  stderr.write(`seatrial: ${error instanceof SeatrialError ? error.message : String(error)}\n`);
  exit(1);
}

async function main(): Promise<number> {
  const task = shimTaskSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const upstream = task.servers[name];
  if (upstream === undefined)
    throw new SeatrialError('SEAM_UNKNOWN_SERVER', { message: `expected a server of the seam, got ${name}` });
  using record = openSegment(task.record, task.run, trialName, name);
  const trial = new TrialSeam({
    run: task.run,
    trial: trialName,
    server: name,
    plan: task.plan,
    record,
    clock: machineClock,
    seamVersion: task.seamVersion,
  });
  const { command, args, cwd } = upstream;
  const code = await runStdioShim({
    command,
    args,
    env: { ...env, ...upstream.env },
    ...(cwd !== null && { cwd }),
    server: new McpServer(name, upstream, trial, task.plan !== null),
    trial,
    input: stdin,
    output: stdout,
  });
  trial.end('done');
  return code;
}
