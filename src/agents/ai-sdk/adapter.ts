import type { LanguageModel } from 'ai';
import { type AgentAdapter, AgentFailure, type AgentIdentity, type AgentSession, type AgentTrial } from '../agent.ts';
import { OpenSessions } from '../open-sessions.ts';
import { LoopSession } from '../wire/loop-session.ts';
import { defaultMaxRounds } from '../wire/tool-loop.ts';
import { SdkAgentSession } from './agent-session.ts';
import { BoxTools } from './box-tools.ts';
import type { AiSdkAgent, AiSdkAgentConfig, AiSdkExport, AiSdkSubject } from './config.ts';
import { loadSdk, type Sdk } from './load-sdk.ts';
import { SdkModelConversation } from './model-conversation.ts';

/**
 * A language model of the AI SDK (specification v2 to v4, or a name its gateway knows) with our tool loop around it, or an agent of the SDK
 * with its own.
 *
 * An agent gets the trial's tools when its module exports a function `({ tools, instructions }) => agent`; one that is exported as it is has only
 * its own tools. Needs the package `ai`.
 *
 * @throws AGENTS_PEER_MISSING
 */
export async function openAiSdkAgent(config: AiSdkAgentConfig): Promise<AgentAdapter> {
  const sdk = await loadSdk();
  const sessions = new OpenSessions();
  const maxRounds = config.maxRounds ?? defaultMaxRounds;
  return {
    kind: 'ai-sdk',
    identity: identityOf(config, maxRounds),
    open: async (trial, signal) => {
      signal.throwIfAborted();
      const box = new BoxTools(sdk, trial.tools);
      const subject = await subjectOf(config.agent, trial, box);
      return sessions.add(openSession(sdk, subject, trial, { box, sessions, maxRounds }));
    },
    [Symbol.asyncDispose]: () => sessions.disposeAll(),
  };
}

interface Opening {
  readonly box: BoxTools;
  readonly sessions: OpenSessions;
  readonly maxRounds: number;
}

function openSession(sdk: Sdk, subject: AiSdkSubject, trial: AgentTrial, opening: Opening): AgentSession {
  const { box, sessions, maxRounds } = opening;
  if (isSdkAgent(subject)) return new SdkAgentSession(subject, box, trial.record, sessions);
  const conversation = new SdkModelConversation(sdk, subject, trial);
  return new LoopSession({ conversation, trial, maxRounds }, sessions);
}

async function subjectOf(exported: AiSdkExport, trial: AgentTrial, box: BoxTools): Promise<AiSdkSubject> {
  if (typeof exported !== 'function') return exported;
  const { id: trialId, seed, instructions } = trial;
  let made: unknown;
  try {
    made = await exported({ trialId, seed, instructions, tools: box.tools });
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new AgentFailure('agent', 'agent-crashed', `the agent's module threw ${what.slice(0, 500)}`, { cause });
  }
  if (isSdkAgent(made) || isLanguageModel(made)) return made;
  throw new AgentFailure('agent', 'agent-garbage', 'expected the module to make a language model or an agent');
}

/** Whether a value is an agent that runs its own loop. */
export function isSdkAgent(value: unknown): value is AiSdkAgent {
  return hasMethod(value, 'generate') && !isLanguageModel(value);
}

/** Whether a value is a language model of the SDK. */
export function isLanguageModel(value: unknown): value is LanguageModel {
  return (typeof value === 'string' && value !== '') || hasMethod(value, 'doGenerate');
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[name] === 'function';
}

function identityOf({ agent, name }: AiSdkAgentConfig, maxRounds: number): AgentIdentity {
  const of = { name, version: null, settings: { maxRounds } };
  if (typeof agent === 'string') return { ...of, model: agent };
  return { ...of, model: isLanguageModel(agent) && typeof agent !== 'string' ? agent.modelId : null };
}
