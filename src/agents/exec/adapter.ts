import type { AgentAdapter, AgentRecord, AgentSession, AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { AgentProcess } from '../wire/agent-process.ts';
import { ExecChannel } from './channel.ts';
import type { ExecAgentConfig } from './config.ts';
import { ExecSession } from './session.ts';

/** The most characters of a process's log that are kept for one conversation. */
const maxLogChars = 65_536;

/**
 * An agent as a subprocess that speaks JSON lines on its standard input and output; `protocol.ts` has the messages. Its standard error becomes
 * `stderr` events of the trial, as long as the process serves one trial.
 */
export function openExecAgent(config: ExecAgentConfig): AgentAdapter {
  const sessions = new OpenSessions();
  const start = config.reuse === true ? sharedProcesses(config) : ownProcesses(config);
  return {
    kind: 'exec',
    identity: {
      name: [config.program, ...config.args].join(' '),
      version: null,
      model: null,
      settings: { reuse: config.reuse === true },
    },
    open: async (trial, signal) => {
      signal.throwIfAborted();
      const session: AgentSession = await start.open(trial, async () => sessions.delete(session));
      return sessions.add(session);
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.disposeAll();
      await start.stop();
    },
  };
}

interface Processes {
  open(trial: AgentTrial, ended: () => Promise<void>): Promise<AgentSession>;
  stop(): Promise<void>;
}

function ownProcesses(config: ExecAgentConfig): Processes {
  return {
    open: async (trial, ended) => {
      const process = await AgentProcess.start(config);
      keepLog(process, trial.record);
      return new ExecSession('1', new ExecChannel(process), trial, async (state) => {
        await process.stop(state);
        await ended();
      });
    },
    stop: async () => undefined,
  };
}

function sharedProcesses(config: ExecAgentConfig): Processes {
  let sessions = 0;
  let shared: Promise<ExecChannel> | null = null;
  const running = new Set<AgentProcess>();
  const startOne = async (): Promise<ExecChannel> => {
    const process = await AgentProcess.start(config);
    running.add(process);
    void process.ended.then(() => running.delete(process));
    return new ExecChannel(process);
  };
  const usable = async (): Promise<ExecChannel> => {
    const channel = await shared?.catch(() => null);
    if (channel?.usable === true) return channel;
    return startOne();
  };
  return {
    open: async (trial, ended) => {
      shared = usable();
      const channel = await shared;
      return new ExecSession(String(++sessions), channel, trial, ended);
    },
    stop: async () => {
      await Promise.all([...running].map((process) => process.stop('idle')));
    },
  };
}

function keepLog(process: AgentProcess, record: AgentRecord): void {
  let left = maxLogChars;
  process.onStderr((text) => {
    if (left <= 0) return;
    record.event('stderr', text.slice(0, left));
    left -= text.length;
  });
}
