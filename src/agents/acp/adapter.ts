import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentAdapter, AgentRecord, AgentSession, AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import type { AcpAgentConfig } from './config.ts';
import { AcpConnection } from './connection.ts';
import { loadSdk } from './load-sdk.ts';
import { AcpSession } from './session.ts';

/** The most characters of a process's log that are kept for one conversation. */
const maxLogChars = 65_536;
/** How long a shared process may take to start and to greet. */
const greetingMs = 60_000;

/**
 * A coding agent that speaks the Agent Client Protocol (stable version 1) as a subprocess. The trial's tools are given to it as an MCP server, over HTTP where
 * it says that it can, over stdio otherwise. It gets no file system and no terminal of ours; its own work in the trial's workspace.
 *
 * @throws AGENTS_PEER_MISSING
 */
export async function openAcpAgent(config: AcpAgentConfig): Promise<AgentAdapter> {
  await loadSdk();
  const sessions = new OpenSessions();
  const processes = config.reuse === true ? sharedProcesses(config) : ownProcesses(config);
  return {
    kind: 'acp',
    identity: {
      name: [config.program, ...config.args].join(' '),
      version: null,
      model: null,
      settings: { reuse: config.reuse === true, permissions: config.permissions ?? 'allow' },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      const session = await openSession(config, processes, trial, signal, (ended) => sessions.delete(ended));
      return sessions.add(session);
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      await processes.stop();
    },
  };
}

/** Where the processes of sessions come from. */
interface Processes {
  take(record: AgentRecord, signal: AbortSignal): Promise<AcpConnection>;
  /** A session is over, or did not come to be. */
  giveBack(connection: AcpConnection): Promise<void>;
  stop(): Promise<void>;
}

async function openSession(
  config: AcpAgentConfig,
  processes: Processes,
  trial: AgentTrial,
  signal: AbortSignal,
  ended: (session: AgentSession) => void,
): Promise<AgentSession> {
  const connection = await processes.take(trial.record, signal);
  const workspace = await openWorkspace(config);
  const leave = async (): Promise<void> => {
    await processes.giveBack(connection);
    await workspace.close();
  };
  try {
    trial.record.event('acp.agent', { ...(connection.agent.agentInfo ?? {}) } as Record<string, string>);
    const permissions = config.permissions ?? 'allow';
    const request = { connection, trial, workspace: workspace.path, permissions };
    const session: AgentSession = await AcpSession.open(
      {
        ...request,
        ended: async () => {
          await leave();
          ended(session);
        },
      },
      signal,
    );
    return session;
  } catch (error) {
    await leave();
    throw error;
  }
}

function ownProcesses(config: AcpAgentConfig): Processes {
  return {
    take: async (record, signal) => {
      const connection = await AcpConnection.start(config, await loadSdk(), signal);
      keepLog(connection, record);
      return connection;
    },
    giveBack: (connection) => connection.stop(),
    stop: async () => undefined,
  };
}

function sharedProcesses(config: AcpAgentConfig): Processes {
  const started: AcpConnection[] = [];
  const over = new AbortController();
  let shared: Promise<AcpConnection> | null = null;
  const usable = async (before: Promise<AcpConnection> | null): Promise<AcpConnection> => {
    const known = await before?.catch(() => null);
    if (known?.usable === true) return known;
    // Not the signal of the trial that came first: others wait for the same process
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(greetingMs)]);
    const connection = await AcpConnection.start(config, await loadSdk(), signal);
    started.push(connection);
    return connection;
  };
  return {
    take: () => {
      shared = usable(shared);
      return shared;
    },
    giveBack: async () => undefined,
    stop: async () => {
      over.abort();
      await shared?.catch(() => null);
      await Promise.all(started.map((connection) => connection.stop()));
    },
  };
}

async function openWorkspace(config: AcpAgentConfig): Promise<{ readonly path: string; close(): Promise<void> }> {
  if (config.workspace !== undefined) return { path: config.workspace, close: async () => undefined };
  const path = await mkdtemp(join(tmpdir(), 'workspace-'));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}

function keepLog(connection: AcpConnection, record: AgentRecord): void {
  let left = maxLogChars;
  connection.onStderr((text) => {
    if (left <= 0) return;
    record.event('stderr', text.slice(0, left));
    left -= text.length;
  });
}
