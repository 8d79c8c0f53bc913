import { machineClock } from '../../machine-clock.ts';
import type { IdentifiedCall } from '../../plan/call-identity.ts';
import type { SeamEvent, SeamEventOf } from '../../record/seam-event.ts';
import { McpReplay } from '../../replay/mcp/mcp-replay.ts';
import { openTrialReplay, replayedPolicy } from '../../replay/open-trial-replay.ts';
import type { ReplayConfig } from '../../replay/replay-config.ts';
import { ReplayChild } from '../../replay/stdio/replay-child.ts';
import type { ServerPolicy } from '../../safety/guard.ts';
import type { ServerProcess } from './server-process.ts';
import { type ServerCommand, startServer } from './start-server.ts';

/** A recording in the place of a stdio server. */
export interface RecordedServer {
  readonly child: ServerProcess;
  readonly policy: ServerPolicy;
  /** Whether a call found no answer. */
  readonly diverged: boolean;
  sourceOf(call: IdentifiedCall): SeamEventOf<'reply'>['source'];
}

/** What a recorded server is opened with. */
export interface OpenRecordedServer {
  readonly config: ReplayConfig;
  readonly run: string;
  readonly trialName: string;
  readonly name: string;
  readonly policy: ServerPolicy;
  /** Started where calls that were not recorded go to the server itself. */
  readonly start: ServerCommand;
  append(event: SeamEvent): void;
}

/**
 * Opens the recording of a stdio server. A file of its own, because it reads records and so loads their schemas, which a shim without a recording
 * does not need.
 *
 * @throws as `openTrialReplay`
 */
export async function openRecordedServer(open: OpenRecordedServer): Promise<RecordedServer> {
  const { config, run, trialName, name, start } = open;
  const replay = await openTrialReplay({
    config,
    run,
    trial: trialName,
    servers: [name],
    note: (note, value) => open.append({ kind: 'note', name: note, call: null, value, ms: machineClock.ms() }),
  });
  const policy = replayedPolicy(open.policy, replay.config);
  const live = replay.config.unmatched === 'live' ? startServer(start) : null;
  return {
    child: new ReplayChild(new McpReplay(name, 'mcp-stdio', policy, replay), live),
    policy,
    get diverged() {
      return replay.diverged;
    },
    sourceOf: (call) => replay.sourceOf(call),
  };
}
