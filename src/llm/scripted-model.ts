import { type Usage, unknownUsage } from '#schema';
import { type ChatAnswer, type ChatModel, type ChatRequest, ModelFailure } from './chat-model.ts';

/** One answer of a script: a text, a failure, or a rule from the request to either. */
export type ScriptedAnswer = string | ModelFailure | ((request: ChatRequest) => string | ModelFailure);

/** What a scripted model tells of itself and of its answers. */
export interface ScriptedModelOptions {
  readonly id?: string;
  /** Of each answer; unknown unless told. */
  readonly usage?: Usage;
  readonly costUsd?: number;
  /** Whether the last answer is given again and again; else the script ends with a failure. */
  readonly repeatLast?: boolean;
}

/**
 * A model that gives fixed answers in order: for tests and for work offline.
 *
 * @example await scriptedModel(['{"verdict":"pass"}']).complete({ system: '', messages: [] }, signal)
 */
export function scriptedModel(answers: readonly ScriptedAnswer[], options: ScriptedModelOptions = {}): ChatModel {
  const { id = 'scripted', usage = unknownUsage, costUsd = null, repeatLast = false } = options;
  let given = 0;
  return {
    id,
    complete: async (request, signal): Promise<ChatAnswer> => {
      signal.throwIfAborted();
      const next = answers[repeatLast ? Math.min(given, answers.length - 1) : given];
      given++;
      if (next === undefined)
        throw new ModelFailure('bad-answer', `the script holds ${answers.length} answers, not ${given}`);
      const answer = typeof next === 'function' ? next(request) : next;
      if (answer instanceof ModelFailure) throw answer;
      return { text: answer, model: id, finishReason: 'stop', usage, costUsd };
    },
  };
}
