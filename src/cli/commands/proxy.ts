import { resolve } from 'node:path';
import { exitCodes } from '#schema';
import {
  faultMarks,
  type LoadedSeam,
  loadSeam,
  machineClock,
  type ReplaySummary,
  type RunningSeam,
  readTrialRecord,
  replaySummary,
  type StaleServer,
  staleServers,
  startSeam,
} from '#seam';
import type { Command } from '../shell.ts';
import { version } from '../version.ts';

interface ProxyOptions {
  readonly config: string;
  readonly trial: string;
  readonly json?: boolean;
}

/** How a server is reached in its place: by an address, or by what an MCP configuration starts. */
type Reach = { readonly address: string } | { readonly command: string; readonly args: readonly string[] };

/** Starts the proxies of a configuration, prints how to reach them, and ends with Ctrl-C and a summary of what was recorded. */
export const proxyCommand: Command<ProxyOptions> = async (options, shell) => {
  const run = `live-${shell.now().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  const loaded = await loadSeam(resolve(shell.cwd, options.config), { label: options.config, run });
  for (const stale of await staleServers(loaded.config)) shell.note(staleWords(stale));
  await using seam = await startSeam({ ...loaded, clock: machineClock, seamVersion: version });
  seam.open(options.trial);
  const reaches = reachesOf(loaded, seam, options.trial);
  await shell.print(
    options.json
      ? `${JSON.stringify({ trial: options.trial, record: seam.record, servers: reaches }, null, 2)}\n`
      : explained(reaches, loaded, seam),
  );
  await interruption(shell.interrupted);
  seam.end(options.trial, 'done');
  shell.note(await summary(loaded, seam, options.trial));
  return exitCodes.pass;
};

function staleWords({ server, drift }: StaleServer): string {
  const parts = (['gone', 'added', 'changed'] as const).filter((how) => drift[how].length > 0);
  const said = parts.map((how) => `${drift[how].slice(0, 10).join(', ')} ${how}`).join('; ');
  return `seatrial: the recording of ${server} is stale: ${said}. Record again, or results are about tools that are no more.\n`;
}

function reachesOf({ config }: LoadedSeam, seam: RunningSeam, trial: string): Record<string, Reach> {
  return Object.fromEntries(
    Object.entries(config.servers).map(([name, { kind }]) => [
      name,
      kind === 'mcp-stdio' ? seam.command(trial, name) : { address: seam.address(trial, name) },
    ]),
  );
}

function explained(reaches: Readonly<Record<string, Reach>>, { config, plan }: LoadedSeam, seam: RunningSeam): string {
  const servers = Object.entries(reaches).map(([name, reach]) => {
    const instead = 'address' in reach ? reach.address : JSON.stringify(reach);
    return `  ${name} (${config.servers[name]?.kind})\n    ${instead}\n`;
  });
  const rules =
    plan === null
      ? 'none: recording only'
      : `${plan.plan.rules.length} rule${plan.plan.rules.length === 1 ? '' : 's'}, seed ${plan.plan.seed}`;
  return `Give these to the agent in place of its own servers. Any other name in place of the trial's opens a trial of its own.\n\n${servers.join('')}\n  faults  ${rules}\n  record  ${seam.record}\n\nCtrl-C ends.\n`;
}

function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // A listening server keeps the process alive while this waits.
  return new Promise((resolved) => signal.addEventListener('abort', () => resolved(), { once: true }));
}

async function summary({ config }: LoadedSeam, seam: RunningSeam, trial: string): Promise<string> {
  const { events } = await readTrialRecord(seam.record, config.run, trial);
  const marks = faultMarks(events);
  const calls = events.filter(({ kind }) => kind === 'call').length;
  const count = (of: 'realised' | 'delivered'): number => marks.filter((mark) => mark[of]).length;
  const faults = `faults: ${marks.length} planned, ${count('realised')} realised, ${count('delivered')} delivered`;
  return `\nseatrial: ${calls} calls recorded; ${faults}\n${config.replay === undefined ? '' : replayed(replaySummary(events))}`;
}

function replayed({ replayed: answered, missed, diverged }: ReplaySummary): string {
  const outcome = diverged ? '; the trial left its recording and is unmeasured' : '';
  return `seatrial: ${answered} calls answered from the recording, ${missed} not recorded${outcome}\n`;
}
