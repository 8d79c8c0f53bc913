import type { PlayedScenario } from '#schema';
import type { UserSimulator } from './user.ts';

/** A way to simulate users, as the conformance suite tries it. */
export interface UserConformanceSubject {
  /** Whether it follows an agenda; a scripted user does not. */
  readonly followsAgenda: boolean;
  /** The simulator for one conversation. Called once for each; two with the same arguments must say the same words. */
  simulatorFor(scenario: PlayedScenario, seed: number): UserSimulator;
}

/** One claim of the conformance suite. Rejects when it does not hold. */
export interface UserConformanceCheck {
  readonly name: string;
  run(): Promise<void>;
}
