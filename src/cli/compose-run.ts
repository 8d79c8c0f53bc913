import type { AgentAdapter } from '#agents';
import { SeatrialError } from '#base';
import { type Grader, gradersFor } from '#graders';
import { type ChatModel, openChatModel } from '#llm';
import { faultPlanOf, type TrialPorts, worldSetup } from '#runner';
import type { PlayedScenario, RunManifest, Suite } from '#schema';
import type { World } from '#worlds';
import type { UserChoice } from './open-users.ts';
import type { Shell } from './shell.ts';

/** Who judges: a model and what the manifest says of it. */
export interface OpenedJudge {
  readonly model: ChatModel | null;
  readonly identity: RunManifest['judge'];
}

/** Opens the judge model; none when no address is given. @throws the errors of `openChatModel` */
export async function openJudge(address: string | undefined, seed: number, shell: Shell): Promise<OpenedJudge> {
  if (address === undefined) return { model: null, identity: null };
  const model = await openChatModel(address, { env: shell.env, folder: shell.cwd, seed });
  return { model, identity: { model: model.id, digest: null } };
}

/** Makes the ports of a run, and refuses beforehand what would go wrong in every trial. */
export function composePorts(
  parts: {
    readonly suite: Suite;
    readonly world: World | null;
    readonly agent: AgentAdapter;
    readonly users: UserChoice;
    readonly judge: ChatModel | null;
  },
  shell: Shell,
): TrialPorts {
  const { suite, world, agent, users, judge } = parts;
  const graders = allGraders(suite, judge);
  for (const scenario of suite.scenarios) tryOut(scenario, world, users);
  return {
    agent,
    world,
    user: users,
    graders: ({ id }) => graders.get(id) ?? [],
    clock: { now: shell.now, elapsedMs: () => performance.now() },
  };
}

/**
 * The graders of every scenario.
 *
 * @throws CLI_JUDGE_MISSING when an outcome hangs on a judge and there is none; errors of `gradersFor`
 */
export function allGraders({ scenarios }: Suite, judge: ChatModel | null): ReadonlyMap<string, readonly Grader[]> {
  const judged = scenarios.filter(({ checks }) => checks.some((check) => check.decisive && needsJudge(check.check)));
  if (judge === null && judged[0] !== undefined)
    throw new SeatrialError('CLI_JUDGE_MISSING', {
      message: `expected a judge, because the outcome of ${judged.length} scenarios (such as ${judged[0].id}) hangs on one; got none`,
      hint: 'add --judge openai-compatible:URL#MODEL, or make the rubric checks decisive: false',
    });
  const options = judge === null ? {} : { judge };
  return new Map(scenarios.map((scenario) => [scenario.id, gradersFor(scenario, options)]));
}

function needsJudge(check: string): boolean {
  return check === 'rubric' || check === 'scorecard';
}

// A world that refuses the scenario's state, or a user who cannot be simulated, would cost every trial: better said at once.
function tryOut(scenario: PlayedScenario, world: World | null, users: UserChoice): void {
  world?.open(worldSetup(scenario, 0));
  users(scenario).open(scenario, 0);
  faultPlanOf(scenario);
}
