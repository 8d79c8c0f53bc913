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
import type { IdentifiedCall } from '../../plan/call-identity.ts';
import { openSegment } from '../../record/open-segment.ts';
import { McpReplay } from '../../replay/mcp/mcp-replay.ts';
import { isReplayed, openTrialReplay, replayedPolicy } from '../../replay/open-trial-replay.ts';
import { ReplayChild } from '../../replay/stdio/replay-child.ts';
import type { TrialReplay } from '../../replay/trial-replay.ts';
import type { ServerPolicy } from '../../safety/guard.ts';
import { TrialSeam } from '../../trial-seam.ts';
import { McpServer } from '../mcp/mcp-server.ts';
import { shimTaskSchema } from './shim-task.ts';
import { runStdioShim, startServer } from './stdio-shim.ts';

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
  const { replay: config } = task;
  const replay =
    config !== null && isReplayed(config, name)
      ? openTrialReplay({
          config,
          run: task.run,
          trial: trialName,
          servers: [name],
          note: (note, value) => trial.append({ kind: 'note', name: note, call: null, value, ms: machineClock.ms() }),
        })
      : null;
  // read before the first call comes, so that a damaged recording is told to whoever started this
  const opened = await replay;
  const trial = new TrialSeam({
    run: task.run,
    trial: trialName,
    server: name,
    plan: task.plan,
    record,
    clock: machineClock,
    seamVersion: task.seamVersion,
    ...(opened !== null && { sourceOf: (call: IdentifiedCall) => opened.sourceOf(call) }),
  });
  const { command, args, cwd } = upstream;
  const start = { command, args, env: { ...env, ...upstream.env }, ...(cwd !== null && { cwd }) };
  const policy = opened === null ? upstream : replayedPolicy(upstream, opened.config);
  const code = await runStdioShim({
    ...start,
    ...(opened !== null && { child: recordedServer(opened, policy, start) }),
    server: new McpServer(name, policy, trial, task.plan !== null),
    trial,
    input: stdin,
    output: stdout,
  });
  if (opened?.diverged) trial.end('unmeasured', 'diverged');
  else trial.end('done');
  return code;
}

function recordedServer(
  replay: TrialReplay,
  policy: ServerPolicy,
  start: Parameters<typeof startServer>[0],
): ReplayChild {
  const live = replay.config.unmatched === 'live' ? startServer(start) : null;
  return new ReplayChild(new McpReplay(name, 'mcp-stdio', policy, replay), live);
}
