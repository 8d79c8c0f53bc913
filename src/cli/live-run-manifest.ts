import type { AgentAdapter } from '#agents';
import { digestJson } from '#base';
import { slugOf } from '#intake';
import { liveManifest, type RunPlan, type Shard } from '#runner';
import type { RunManifest, Suite } from '#schema';
import type { World } from '#worlds';
import type { UserChoice } from './open-users.ts';
import type { Shell } from './shell.ts';
import { version } from './version.ts';

/** What a live run's manifest is made from. */
export interface LiveRunParts {
  readonly name: string | undefined;
  readonly suite: Suite;
  readonly plan: RunPlan;
  readonly agent: AgentAdapter;
  readonly world: World | null;
  readonly users: UserChoice;
  readonly judge: RunManifest['judge'];
  readonly maxAttempts: number;
  readonly shard: Shard | null;
  readonly budgetUsd: number | null;
  readonly stopWhen: string | null;
}

/** The manifest of a run that begins now. Its id holds the name and eight digits that no other run has. */
export function liveRunManifest(parts: LiveRunParts, shell: Shell): RunManifest {
  const { suite, plan, agent, users } = parts;
  const createdAt = shell.now().toISOString();
  const name = parts.name ?? `${suite.name}-${shortName(agent.identity.name)}`;
  const distinct = digestJson([name, suite.digest, plan.seed, createdAt, process.pid]).slice('sha256:'.length);
  return liveManifest({
    id: `${slugOf(name)}-${distinct.slice(0, 8)}`,
    name,
    createdAt,
    suite,
    plan,
    agent: agent.identity,
    world: parts.world,
    users: suite.scenarios.map(users),
    judge: parts.judge,
    maxAttempts: parts.maxAttempts,
    shard: parts.shard,
    remarks: remarksOf(parts),
    version,
    place: placeOf(shell),
  });
}

/** The part of an agent's name that tells it from others: the file of a path, the path of an address. */
function shortName(agent: string): string {
  const parts = agent.split(/[/\\#\s]+/).filter((part) => part !== '' && part !== '.');
  return (parts.at(-1) ?? agent).replace(/\.[cm]?[jt]s$/, '');
}

function remarksOf({ budgetUsd, stopWhen }: LiveRunParts): RunManifest['remarks'] {
  return [
    ...(budgetUsd === null
      ? []
      : [{ code: 'money-budget', message: `the run had a budget of ${budgetUsd} US dollars`, count: null }]),
    ...(stopWhen === null
      ? []
      : [
          {
            code: 'early-stopping',
            message: `the run was to stop as soon as ${stopWhen} was settled: its estimates lean away from the threshold`,
            count: null,
          },
        ]),
  ];
}

function placeOf({ env }: Shell): RunManifest['place'] {
  const { platform, arch, version: runtime } = process;
  const ci = env['GITHUB_ACTIONS'] === 'true' ? 'github-actions' : env['CI'] ? 'unknown' : null;
  return { os: platform, arch, runtime: `node ${runtime}`, ci };
}
