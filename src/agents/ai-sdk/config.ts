import type { LanguageModel, ModelMessage, ToolSet } from 'ai';

/** What an agent's module gets when it makes its model or agent anew for each trial. */
export interface AiSdkTrial {
  readonly trialId: string;
  readonly seed: number;
  /** The policy text; empty for none. */
  readonly instructions: string;
  /** The trial's tools as the SDK takes them: executed by the trial's world and recorded. */
  readonly tools: ToolSet;
}

/** An agent of the SDK, such as `ToolLoopAgent`, as far as it is used: it runs its own loop over the messages. */
export interface AiSdkAgent {
  readonly id?: string | undefined;
  generate(options: {
    messages: ModelMessage[];
    abortSignal: AbortSignal;
    onStepEnd: (step: AiSdkStep) => void;
  }): PromiseLike<AiSdkGenerated>;
}

/** A step of an agent's loop: one answer of its model, with the results of the calls it asked for. */
export interface AiSdkStep {
  readonly toolCalls: readonly { readonly toolCallId: string; readonly toolName: string; readonly input: unknown }[];
  readonly content: readonly {
    readonly type: string;
    readonly toolCallId?: string;
    readonly output?: unknown;
    readonly error?: unknown;
  }[];
}

/** What an agent gives at the end of its turn. */
export interface AiSdkGenerated {
  readonly text: string;
  readonly finishReason: string;
  readonly totalUsage: import('ai').LanguageModelUsage;
  readonly response: { readonly modelId: string; readonly messages: readonly ModelMessage[] };
}

/** A model, around which the tool loop is ours, or an agent with a loop of its own. */
export type AiSdkSubject = LanguageModel | AiSdkAgent;

/** What a module exports as default: a model or an agent for all trials, or what makes one for each. */
export type AiSdkExport = AiSdkSubject | ((trial: AiSdkTrial) => AiSdkSubject | Promise<AiSdkSubject>);

/** How to open an agent of the AI SDK. */
export interface AiSdkAgentConfig {
  readonly agent: AiSdkExport;
  /** For people, such as the module's path. */
  readonly name: string;
  /** The most decisions in one turn of the user, where the tool loop is ours; 100 when left out. */
  readonly maxRounds?: number;
}
