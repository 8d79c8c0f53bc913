import { SeatrialError } from '#base';
import { openChatModel } from '#llm';
import type { PlayedScenario, Suite } from '#schema';
import { modelUser, ruleUser, scriptedUser, type UserSimulator } from '#users';
import type { Shell } from './shell.ts';

/** Chooses who simulates the user of a scenario. */
export type UserChoice = (scenario: PlayedScenario) => UserSimulator;

/** Options about the simulated user. */
export interface UserOptions {
  /** Who plays users with an agenda, whatever the scenario says. */
  readonly user?: 'rules' | 'model';
  /** Address of the model that plays users. */
  readonly userModel?: string;
}

/**
 * Opens the simulators that a suite needs: scripted users say their lines; users with an agenda are played by rules or by a model, as the scenario says
 * unless the option says otherwise.
 *
 * @throws CLI_USER_MODEL_MISSING when a model is to play and none is named; errors of `openChatModel`
 */
export async function openUsers(
  { scenarios }: Suite,
  { user: wanted, userModel }: UserOptions,
  seed: number,
  shell: Pick<Shell, 'cwd' | 'env'>,
): Promise<UserChoice> {
  const kindOf = ({ user }: PlayedScenario) => (user.kind === 'scripted' ? user.kind : (wanted ?? user.kind));
  const model = scenarios.some((scenario) => kindOf(scenario) === 'model')
    ? await openUserModel(userModel, seed, shell)
    : null;
  const scripted = scriptedUser();
  const rules = ruleUser();
  return (scenario) => {
    const kind = kindOf(scenario);
    if (kind === 'model' && model !== null) return model;
    return kind === 'scripted' ? scripted : rules;
  };
}

async function openUserModel(
  address: string | undefined,
  seed: number,
  { cwd, env }: Pick<Shell, 'cwd' | 'env'>,
): Promise<UserSimulator> {
  if (address === undefined)
    throw new SeatrialError('CLI_USER_MODEL_MISSING', {
      message: 'expected the model that plays the simulated user, got none',
      hint: 'add --user-model openai-compatible:URL#MODEL, or --user rules to play offline',
    });
  return modelUser({ model: await openChatModel(address, { env, folder: cwd, seed }) });
}
