import type { PlayedScenario } from '#schema';
import { ruleUser, scriptedUser, type UserSimulator } from '#users';

/** Chooses who simulates the user of a scenario. */
export type UserChoice = (scenario: PlayedScenario) => UserSimulator;

/** Opens the simulators: scripted users say their lines, users with an agenda are simulated by rules. */
export function openUsers(): UserChoice {
  const scripted = scriptedUser();
  const rules = ruleUser();
  return ({ user }) => (user.kind === 'scripted' ? scripted : rules);
}
