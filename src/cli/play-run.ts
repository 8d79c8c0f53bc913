import { AdaptiveLimiter } from '#llm';
import {
  ProgressTally,
  parseStopRule,
  type RunEnding,
  type RunPlan,
  runSuite,
  type Shard,
  type StopRule,
  shardOf,
} from '#runner';
import type { TrialLimits } from '#schema';
import { composePorts, openJudge } from './compose-run.ts';
import { LiveDisplay } from './live-display.ts';
import { liveRunManifest } from './live-run-manifest.ts';
import { type AgentOptions, openAgentUnderTest } from './open-agent-under-test.ts';
import { type OpenedRun, openRunWriter } from './open-run-writer.ts';
import { openSeam } from './open-seam.ts';
import { openSuite } from './open-suite.ts';
import { openUsers, type UserOptions } from './open-users.ts';
import { pickScenarios, type ScenarioChoice } from './pick-scenarios.ts';
import type { StoreOptions } from './run-reference.ts';
import type { Shell } from './shell.ts';

/** What is played, by whom, and how. */
export interface PlayOptions extends StoreOptions, AgentOptions, UserOptions, ScenarioChoice {
  readonly budget?: number;
  readonly suite: string;
  readonly trials: number;
  readonly seed: number;
  readonly concurrency: number;
  readonly maxAttempts: number;
  readonly limits: TrialLimits;
  readonly judge?: string;
  readonly name?: string;
  readonly resume?: string;
  readonly shard?: Shard;
  readonly stopWhen?: string;
}

/** A run that was played, or interrupted. */
export interface PlayedRun {
  readonly path: string;
  readonly ending: RunEnding;
  readonly stopRule: StopRule | null;
}

/**
 * Plays a suite with an agent into a run of the store, with live progress.
 *
 * @throws errors of opening suite, world, agent, users, judge and store, before anything is played
 */
export async function playRun(options: PlayOptions, shell: Shell): Promise<PlayedRun> {
  const { shard = null, stopWhen, budget, name } = options;
  const stopRule = stopWhen === undefined ? null : parseStopRule(stopWhen, options.trials);
  const opened = await openSuite(options.suite, shell);
  const suite = pickScenarios(opened.suite, options);
  const scenarios = shard === null ? suite.scenarios : shardOf(suite.scenarios, shard, options.seed);
  const order = stopRule === null ? 'rounds' : 'scenarios';
  const plan: RunPlan = { scenarios, trials: options.trials, seed: options.seed, order, limits: options.limits };
  const judge = await openJudge(options.judge, options.seed, shell);
  const users = await openUsers(suite, options, options.seed, shell);
  await using agent = await openAgentUnderTest({ ...options, reuse: suite.isolation === 'session' }, shell);
  const parts = { suite: { ...suite, scenarios }, world: opened.world, agent, users };
  const seam = await openSeam(suite, options.suite, shell);
  const ports = { ...composePorts({ ...parts, judge: judge.model }, shell), ...(seam !== null && { seam }) };
  const manifest = liveRunManifest(
    {
      ...parts,
      suite,
      name,
      plan,
      judge: judge.identity,
      maxAttempts: options.maxAttempts,
      shard,
      budgetUsd: budget ?? null,
      stopWhen: stopWhen ?? null,
    },
    shell,
  );
  const run = await openRunWriter(manifest, options, shell);
  const ending = await play(run);
  return { path: run.writer.directory, ending, stopRule };

  async function play({ writer, past }: OpenedRun): Promise<RunEnding> {
    const tally = new ProgressTally(scenarios.length * options.trials, ports.clock);
    using _ = new LiveDisplay(
      { suite: `${suite.name}@${suite.version}`, agent: agent.identity.name, budgetUsd: budget ?? null },
      tally,
      shell,
    );
    shell.takeTime();
    shell.interrupted.addEventListener('abort', () => {
      shell.note('seatrial: finishing the trials under way; Ctrl-C again stops them at once\n');
    });
    return await runSuite(plan, ports, writer, past, {
      concurrency: options.concurrency,
      maxAttempts: options.maxAttempts,
      budgetUsd: budget ?? null,
      stopRule,
      limiter: new AdaptiveLimiter({ most: options.concurrency }),
      observer: tally,
      finishing: shell.interrupted,
      cancelled: shell.cancelled,
    });
  }
}
