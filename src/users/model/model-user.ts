import type { ChatModel } from '#llm';
import { agendaOf } from '../agenda-of.ts';
import { personaOf } from '../persona-of.ts';
import { goalOf } from '../understand/goal.ts';
import type { UserSimulator } from '../user.ts';
import { ModelSession } from './model-session.ts';
import { userPromptVersion } from './user-prompt.ts';

/** The model that plays the user. */
export interface ModelUserOptions {
  readonly model: ChatModel;
  /** Left to the model's default when left out. */
  readonly temperature?: number;
}

/**
 * A user played by a language model, under the same contract as the rule-driven one: persona, disclosure, agenda, pace, confusions, stopping.
 *
 * Each answer is checked against the scenario's facts before the agent sees it: values that the user cannot know, facts told too early, words of
 * the agent's role, leaving too soon. A wrong answer is sent back once; that is a mistake of the user. When the second is wrong too, the mistake is
 * fatal and the trial says nothing about the agent.
 *
 * @throws USERS_WRONG_KIND from `open` for a scripted user; USERS_UNKNOWN_PERSONA; UserFailure from `next` when the model cannot be reached
 */
export function modelUser({ model, temperature }: ModelUserOptions): UserSimulator {
  return {
    kind: 'model',
    identity: {
      name: 'model',
      model: model.id,
      settings: { prompt: userPromptVersion, temperature: temperature ?? null },
    },
    open: (scenario, seed) => {
      const user = agendaOf(scenario);
      return new ModelSession({
        user,
        goal: goalOf(user),
        persona: personaOf(user),
        plannedTurns: scenario.plannedTurns ?? user.pace ?? null,
        seed,
        model,
        temperature,
      });
    },
  };
}
