import type { AgentAdapter } from '#agents';
import type { Grader } from '#graders';
import type { PlayedScenario } from '#schema';
import type { LoadedSeam } from '#seam';
import type { UserSimulator } from '#users';
import type { World } from '#worlds';
import type { Clock } from './clock.ts';

/** What is needed to play trials: chosen once for a run by whoever composes it. */
export interface TrialPorts {
  readonly agent: AgentAdapter;
  /** Null where the agent brings its own tools. */
  readonly world: World | null;
  /** Who simulates the user of this scenario. Asked once for each trial. */
  user(scenario: PlayedScenario): UserSimulator;
  /** The graders of this scenario. Asked once for each trial. */
  graders(scenario: PlayedScenario): readonly Grader[];
  /** Proxies in front of the agent's own servers, started and stopped with each attempt; left out for none. */
  readonly seam?: LoadedSeam;
  readonly clock: Clock;
}
