import type { Readable, Writable } from 'node:stream';
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
import type { ServerProcess } from './server-process.ts';
import { shimTaskSchema } from './shim-task.ts';
import { type ServerCommand, startServer } from './start-server.ts';
import { runStdioShim } from './stdio-shim.ts';

/** One session of a stdio server, as a shim process serves it. */
export interface ShimSession {
  /** What the seam wrote for its shims. */
  readonly task: unknown;
  readonly trialName: string;
  readonly name: string;
  readonly start: ServerCommand;
  /** The server, where it was started already. */
  readonly started: ServerProcess | null;
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Serves a session to its end, with a record of its own. Resolves with the server's exit code.
 *
 * @throws SEAM_UNKNOWN_SERVER, and whatever the record, the recording or the server throws
 */
export async function serveSession({
  task: written,
  trialName,
  name,
  start,
  started,
  input,
  output,
}: ShimSession): Promise<number> {
  const task = shimTaskSchema.parse(written);
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
  const policy = opened === null ? upstream : replayedPolicy(upstream, opened.config);
  const code = await runStdioShim({
    ...start,
    ...(opened !== null
      ? { child: recordedServer(name, opened, policy, start) }
      : started !== null && { child: started }),
    server: new McpServer(name, policy, trial, task.plan !== null),
    trial,
    input,
    output,
  });
  if (opened?.diverged) trial.end('unmeasured', 'diverged');
  else trial.end('done');
  return code;
}

function recordedServer(name: string, replay: TrialReplay, policy: ServerPolicy, start: ServerCommand): ReplayChild {
  const live = replay.config.unmatched === 'live' ? startServer(start) : null;
  return new ReplayChild(new McpReplay(name, 'mcp-stdio', policy, replay), live);
}
