import type { Readable, Writable } from 'node:stream';
import { SeatrialError } from '#base';
import { machineClock } from '../../machine-clock.ts';
import type { IdentifiedCall } from '../../plan/call-identity.ts';
import { openSegment } from '../../record/open-segment.ts';
import { TrialSeam } from '../../trial-seam.ts';
import { McpServer } from '../mcp/mcp-server.ts';
import type { RecordedServer } from './recorded-server.ts';
import type { ServerProcess } from './server-process.ts';
import type { ShimTask } from './shim-task.ts';
import type { ServerCommand } from './start-server.ts';
import { runStdioShim } from './stdio-shim.ts';

/** One session of a stdio server, as a shim process serves it. */
export interface ShimSession {
  readonly task: ShimTask;
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
export async function serveSession(session: ShimSession): Promise<number> {
  const { task, trialName, name, start, started, input, output } = session;
  const upstream = task.servers[name];
  if (upstream === undefined)
    throw new SeatrialError('SEAM_UNKNOWN_SERVER', { message: `expected a server of the seam, got ${name}` });
  using record = openSegment(task.record, task.run, trialName, name);
  // read before the first call comes, so that a damaged recording is told to whoever started this
  const recorded = await recordedServer(session, (event) => trial.append(event));
  const trial = new TrialSeam({
    run: task.run,
    trial: trialName,
    server: name,
    plan: task.plan,
    record,
    clock: machineClock,
    seamVersion: task.seamVersion,
    ...(recorded !== null && { sourceOf: (call: IdentifiedCall) => recorded.sourceOf(call) }),
  });
  const child = recorded?.child ?? started;
  const code = await runStdioShim({
    ...start,
    ...(child !== null && { child }),
    server: new McpServer(name, recorded?.policy ?? upstream, trial, task.plan !== null),
    trial,
    input,
    output,
  });
  if (recorded?.diverged) trial.end('unmeasured', 'diverged');
  else trial.end('done');
  return code;
}

async function recordedServer(
  { task, trialName, name, start }: ShimSession,
  append: TrialSeam['append'],
): Promise<RecordedServer | null> {
  const { replay: config, run } = task;
  const policy = task.servers[name];
  if (policy === undefined || config === null || config.servers?.includes(name) === false) return null;
  const { openRecordedServer } = await import('./recorded-server.ts');
  return openRecordedServer({ config, run, trialName, name, policy, start, append });
}
